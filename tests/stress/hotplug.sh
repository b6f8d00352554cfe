# SPDX-License-Identifier: GPL-2.0-only
# Counts are exact while CPUs go offline and come back while guests run.
. "$(dirname "$0")/../lib/host.sh"
cpu=/sys/devices/system/cpu/cpu1/online
[ -w $cpu ] || skip "no CPU that can be taken offline"
load_module max_vcpus=4
(while [ ! -e "$WORK/stop" ]; do
	echo 0 >$cpu
	echo 1 >$cpu
	echo >>"$WORK/times"
done) & toggler=$!
# It leaves the CPU on.
defer 'touch "$WORK/stop"; wait $toggler'
for _ in $(seq $((10 / SCALE + 1))); do
	exact mixed $((2800 / SCALE + 200)) --vcpus=3
	# The fourth record has to be free for the next VM, or two of its vCPUs have no record.
	echo 1 >$P/reset
done
n=$((4500 / SCALE + 500))
"$TRAPGEN" hvc $n --vcpus=8 >"$WORK/out" || fail "trapgen"
assert_eq "HVC with and without a name" "$(summary cpu)" $((8 * n))
touch "$WORK/stop"
wait $toggler
[ "$(wc -l <"$WORK/times")" -gt 3 ] || fail "the CPU went $(wc -l <"$WORK/times") times only"
assert_eq "lost" "$(summary lost)" 0
