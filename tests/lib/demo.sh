# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of tests/demo/, which run the demo as people do.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../emu/lib.sh"

# shows NAME WORDS TEXT...: run make demo with WORDS. It must end well, and show TEXTs and its story.
shows() {
	local out=$BUILD/demo-$1.out what
	# shellcheck disable=SC2086 # words
	make -s -C "$TOP" demo $2 >"$out" 2>&1 || { cat "$out"; exit 1; }
	for what in "${@:3}" 'guest: Debian GNU/Linux' 'pid 1 is systemd' 'mem: touched 8192 fresh pages' \
		'io: read the clock 1000 times' '(0-before)' '(1-boot)' '(2-mem)' '(3-io)' 'KVM says'; do
		grep -qF "$what" "$out" || { echo "the demo does not show: $what"; exit 1; }
	done
	[ "$(grep -c '^kvmtrap vcpus 1$' "$out")" -eq 4 ] || { echo "the demo does not show vcpus four times: see $out"; exit 1; }
	[ -s "$BUILD/demo/host.log" ] && [ -s "$BUILD/demo/guest.log" ] || { echo "no serial log in $BUILD/demo"; exit 1; }
}
