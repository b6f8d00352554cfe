# SPDX-License-Identifier: GPL-2.0-only
# Row 45: a timer switches guests without I/O. Both make progress. There is no IO, only interrupts.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/matrix timer $HERE/spin.bin $HERE/spin.bin -n 10 \
	--then "cat $K/vms >$WORK/vms; cat $K/health >$WORK/health" >"$WORK/out" || fail "matrix"
for name in Neo Morpheus; do
	[ "$(awk -v n=$name '$1 == n { print $7 }' "$WORK/out")" -gt 1000 ] || fail "$name did not go on: $(cat "$WORK/out")"
	assert_eq "turns of $name" "$(awk -v n=$name '$1 == n { print $3 }' "$WORK/out")" 10
done
assert_eq "IO" "$(summary io)" 0
[ "$(summary irq)" -gt 0 ] || fail "no interrupt"
# Where the quantum is over before the VMM gets to KVM_RUN, that does not return.
# With attach=tracepoint nobody knows whose a return is that comes before the guest's first exit in that
# turn: one thread runs both VMs.
unattributed=$(awk '$1 == "returns.unattributed" { print $2 }' "$WORK/health")
signals=$(awk '{ n += $9 } END { print n }' "$WORK/out")
assert_eq "signal_exits, and returns of no vCPU" $(($(column_sum "$WORK/vms" signal_exits) + unattributed)) "$signals"
if by_kretprobe; then most=0; else most=$((signals / 2)); fi
[ "$unattributed" -le $most ] || fail "$unattributed of $signals returns are of no vCPU"
[ "$unattributed" -gt 0 ] ||
	assert_eq "signal_exits" "$(column "$WORK/vms" signal_exits | xargs)" \
		"$(awk '{ print $9 }' "$WORK/out" | xargs)"
# When a guest has ended, no timer is left, whose signal would come when the VMs have gone.
$HERE/matrix timer $HERE/hello.bin $HERE/spin.bin -q 9000000 --then "cat /proc/\$PPID/timers >$WORK/timers" >"$WORK/out" || fail "matrix: $?"
assert_eq "timers" "$(cat "$WORK/timers")" ""
