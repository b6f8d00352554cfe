# SPDX-License-Identifier: GPL-2.0-only
# With enabled=0 nothing is counted, no probe on the path of an exit is armed, and exits that pass
# meanwhile are not called lost.
# groups: patching preempt
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
# off: check, in health and in the kernel's own list, that these are disabled. The probe that sees
# the end of vCPUs is not.
off() {
	local s
	for s in $EXIT_POINT $RETURN_POINT; do
		assert_eq "state of $s" "$(health state.$s)" disabled
		grep " $s+0x0 " /sys/kernel/debug/kprobes/list | grep -qv DISABLED && fail "$s is armed"
	done
}
load_module enabled=0
off
"$TRAPGEN" hvc 100 >/dev/null
assert_eq "counted while disabled" "$(summary total)" 0
echo 1 >$P/enabled
assert_eq "state" "$(health state.$EXIT_POINT)" armed
exact hvc 100

"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 20
for _ in $(seq 8); do
	echo 0 >$P/enabled
	off
	before=$(column_sum vcpus exits pid=$pid)
	sleep 0.1
	assert_eq "counted while disabled" "$(column_sum vcpus exits pid=$pid)" "$before"
	echo 1 >$P/enabled
done
wait_until column_sum vcpus exits pid=$pid -gt "$before"
assert_eq "lost" "$(summary lost)" 0
# Nor is a return called missed of which the begin was seen before a pause, and not itself.
for _ in 1 2 3; do
	echo 0 >$P/enabled
	freeze $pid
	before=$(column_sum vcpus exits pid=$pid)
	echo 1 >$P/enabled
	kill -CONT $pid
	wait_until column_sum vcpus exits pid=$pid -gt $((before + 20))
done
assert_eq "returns missed" "$(health returns.missed)" 0
stop $pid

# A vCPU whose first exits passed while the module was disabled has lost none.
load_module enabled=0
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until kvm_exits -gt 50
echo 1 >$P/enabled
wait_until column_sum vcpus exits pid=$pid -gt 20
assert_eq "lost of what was not to be counted" "$(summary lost)" 0
[ "$(health exits.earlier)" -ge 50 ] || fail "$(health exits.earlier) exits before"
stop $pid
load_module

# Nor whose first exits passed in a pause that came when it had been created. It stands
# still when counting goes on: no event of it is seen before that.
"$TRAPGEN" spin 1000000000 --created "echo 0 >$P/enabled" >/dev/null & pid=$!
wait_until kvm_exits -gt 50
freeze $pid
echo 1 >$P/enabled
kill -CONT $pid
wait_until column_sum vcpus exits pid=$pid -gt 20
assert_eq "lost of a pause before the first exit" "$(summary lost)" 0
stop $pid
load_module

# An exit is still open when counting is paused. A reset after that ends it: a VM that ends before
# counting goes on has no more exits.
for _ in $(seq 5); do
	"$TRAPGEN" gic 1000000000 >/dev/null & pid=$!
	wait_until column_sum vcpus exits pid=$pid -gt 20
	echo 0 >$P/enabled
	sleep 0.1
	echo 1 >$P/reset
	freeze $pid
	echo 1 >$P/enabled
	kill -KILL $pid
	wait $pid 2>/dev/null
	wait_until health vms.live -eq 0
	assert_eq "exits and lost of a VM that did nothing since" \
		"$(column_sum vms exits pid=$pid) $(column_sum vms lost pid=$pid)" "0 0"
done
dmesg -C
echo maybe >$P/enabled 2>/dev/null && fail "enabled took 'maybe'"
[ "$(dmesg | grep -c kvmtrapcount:)" -eq 1 ] || fail "not one line: $(dmesg)"
exit 0
