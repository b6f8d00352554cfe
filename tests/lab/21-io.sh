# SPDX-License-Identifier: GPL-2.0-only
# Row 21: io reads a device 1000 times, and causes at least as many IO exits.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local run io
	for run in 1 2; do
		io=$(($(at $run io io) - $(at $run mem io)))
		[ $io -ge 1000 ] && [ $io -le 1200 ] || fail "run $run: $io"
	done
}
on_both boot check
