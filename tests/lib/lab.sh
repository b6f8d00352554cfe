# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of tests/lab/, which look at what make lab has measured, in build/lab/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../emu/lib.sh"
LAB=$BUILD/lab
. "$TOP/lab/report.sh"

fail() { printf '%s\n' "$*"; exit 1; }
assert_eq() { [ "$2" = "$3" ] || fail "$1: $2, expected $3"; }
needs() { [ -s "$LAB/$1/section.md" ] || { echo "make lab-$1 has not run"; exit 4; }; cd "$LAB/$1"; }
# on_both NAME CHECK: run CHECK in the folder of the experiment, for each host. It finds the host's
# architecture in arch. Where one host has not run it, the case is skipped after the other is checked.
on_both() {
	local arch missing=''
	for arch in arm64 amd64; do
		LAB=$BUILD/lab$(arch_suffix $arch)
		if [ -s "$LAB/$1/section.md" ]; then
			cd "$LAB/$1"
			"$2"
		else
			missing+=" HOST=$arch"
		fi
	done
	[ -z "$missing" ] || { echo "make lab-$1$missing has not run"; exit 4; }
}
# at RUN STEP CLASS: print the exits after STEP of the experiment boot.
at() { column_sum "run$1-$2_log.txt:summary" exits "class=$3"; }
