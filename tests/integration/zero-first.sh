# SPDX-License-Identifier: GPL-2.0-only
# Everything is zero before a guest runs. While one runs, it only grows.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
load_module
assert_eq "exits before any guest" "$(summary total)" 0
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
last=0
wait_until summary total -gt 0
for _ in $(seq 20); do
	now=$(summary total)
	[ "$now" -ge "$last" ] || fail "the total went from $last to $now"
	last=$now
	sleep 0.05
done
stop $pid
