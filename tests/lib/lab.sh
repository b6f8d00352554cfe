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
# at RUN STEP CLASS: print the exits after STEP of the experiment boot.
at() { column_sum "run$1-$2_log.txt:summary" exits "class=$3"; }
