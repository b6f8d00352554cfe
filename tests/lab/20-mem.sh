# SPDX-License-Identifier: GPL-2.0-only
# Row 20: mem touches 8192 fresh pages. It causes at least as many MEM exits, and little IO. With huge
# pages it causes far fewer.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local run mem
	for run in 1 2; do
		mem=$(($(at $run mem mem) - $(at $run boot mem)))
		[ $mem -ge 8192 ] && [ $mem -le 9000 ] || fail "run $run: $mem"
		[ $(($(at $run mem io) - $(at $run boot io))) -lt 200 ] || fail "run $run: IO"
	done
	[ $(($(at 3 mem mem) - $(at 3 boot mem))) -lt 1000 ] || fail "with huge pages: $(($(at 3 mem mem) - $(at 3 boot mem)))"
}
on_both boot check
