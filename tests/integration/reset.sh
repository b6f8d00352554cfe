# SPDX-License-Identifier: GPL-2.0-only
# After a reset everything is zero at once, and ended VMs are gone. A VM that runs is still counted.
# groups: matrix preempt
. "$(dirname "$0")/../lib/host.sh"
. "$LIB/cleared.sh"
load_module
exact hvc 100
now() { date +%s%N; }
begun=$(health since.unix_ns)
[ "$begun" -lt "$(now)" ] || fail "counting began at $begun"
"$TRAPGEN" hvc 50 --then "echo 1 >$P/reset; cat $K/vcpus >$WORK/after" >/dev/null
[ "$(column_sum "$WORK/after" exits)" = 0 ] ||
	fail "not zero after reset: $(cat "$WORK/after")"
[ "$(health since.unix_ns)" -gt "$begun" ] || fail "$(health since.unix_ns), as before the reset"
[ "$(health since.unix_ns)" -lt "$(now)" ] || fail "counting is to begin at $(health since.unix_ns)"
assert_eq "total after reset" "$(summary total)" 0
assert_eq "rows of VMs that ended before" "$(row_count vms)" 1
exact mixed 20
assert_eq "HVC since" "$(column_sum reasons exits reason=$HVC)" 20

"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 20
freeze $pid
before=$(kvm_exits)
echo 1 >$P/reset
kill -CONT $pid
wait_until column_sum vcpus exits pid=$pid -gt 20
freeze $pid
assert_eq "exits since" "$(column_sum vcpus exits pid=$pid)" $(($(kvm_exits) - before))
assert_eq "page faults, all before" "$(column_sum reasons exits "vm=$(column_sum vcpus vm pid=$pid)" class=mem)" 0
assert_eq "lost" "$(summary lost)" 0
kill -CONT $pid
stop $pid

# When somebody clears KVM's own count nothing is lost.
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 50
freeze $pid
before=$(column_sum vcpus exits pid=$pid)
echo 0 >/sys/kernel/debug/kvm/exits || fail "cannot clear KVM's statistics"
assert_eq "KVM's count when cleared" "$(kvm_exits)" 0
kill -CONT $pid
wait_until kvm_exits -gt 20
freeze $pid
assert_eq "exits since KVM's count was cleared" $(($(column_sum vcpus exits pid=$pid) - before)) "$(kvm_exits)"
assert_eq "lost" "$(summary lost)" 0
kill -CONT $pid
stop $pid

# Nor does an access become memory's, when the count is cleared that tells the two apart.
accesses_since_cleared freeze "kill -CONT"

# Nor is it another class when somebody clears KVM's count of instructions that it emulated. In a
# read-only slot each store to an eventfd is a fault of its own, which only that count tells from one
# that KVM maps. It is cleared when it is far from 1: an exit that leads from 1 over 0 to 1 looks like
# one that KVM did not count. KVM may take the fault for the guest's code again.
emulations=/sys/kernel/debug/kvm/pf_emulate
if on_x86 && [ -e $emulations ] && [ $PAGE != PF_EXCP ]; then
	"$TRAPGEN" readonly-event 1000000000 >/dev/null & pid=$!
	wait_until column_sum vcpus exits pid=$pid -gt 200
	vm=$(column_sum vcpus vm pid=$pid)
	before=$(column_sum reasons exits "vm=$vm" class=mem)
	for ((i = 0; i < 10; i++)); do
		wait_until cat $emulations -gt 20
		echo 0 >$emulations
	done
	memory=$(($(column_sum reasons exits "vm=$vm" class=mem) - before))
	[ "$memory" -le 2 ] || fail "of class mem while KVM's pf_emulate was cleared 10 times: $memory"
	stop $pid
fi

# What was trapped on, and how long that took, is gone at once as well.
load_module times=1 hot=1
"$TRAPGEN" hvc 50 --then "cat $K/hot $K/latency >$WORK/before; echo 1 >$P/reset; cat $K/hot $K/latency >$WORK/after" >/dev/null
[ "$(row_count "$WORK/before")" -ge 4 ] || fail "before the reset: $(cat "$WORK/before")"
assert_eq "rows of hot after reset" "$(row_count "$WORK/after:hot")" 0
assert_eq "rows of latency after reset" "$(row_count "$WORK/after:latency")" 0

for bad in 0 x ''; do
	echo "$bad" >$P/reset 2>/dev/null && fail "reset took '$bad'"
done
exit 0
