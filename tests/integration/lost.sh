# SPDX-License-Identifier: GPL-2.0-only
# Exits that pass while somebody has switched off all probes of the kernel are counted as lost, and
# each one is. With attach=tracepoint they are counted.
# groups: attach matrix preempt
. "$(dirname "$0")/../lib/host.sh"
all=/sys/kernel/debug/kprobes/enabled
[ -w $all ] || skip "this kernel has no $all"
defer 'echo 1 >$all'
load_module
"$TRAPGEN" spin 3000 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & pid=$!
wait_until column_sum vcpus signal_exits pid=$pid -gt 10
echo 0 >$all
before=$(kvm_exits)
wait_until kvm_exits -gt $((before + 20))
echo 1 >$all
wait $pid || fail "trapgen"
# agrees: check that exits + lost of the live vCPU is KVM's own number, and that lost is shown.
agrees() {
	row=$(rows "$WORK/vcpus" '{ print col("exits"), col("lost") }' state=live)
	kvm=$(kvm_exits_in "$WORK/out")
	# shellcheck disable=SC2086
	set -- $row
	if by_kretprobe; then
		[ "$2" -gt 0 ] || fail "nothing was lost, so nothing was shown: $row"
	else
		assert_eq "lost" "$2" 0
	fi
	assert_eq "exits + lost" $(($1 + $2)) "$kvm"
	assert_eq "lost in health" "$(health exits.lost)" "$2"
}
agrees

# The same for the first exits of a VM. It was seen to be created, so that all its exits count.
echo 1 >$P/reset
"$TRAPGEN" spin 3000 --created "echo 0 >$all" --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & pid=$!
wait_until kvm_exits -gt 100
echo 1 >$all
wait $pid || fail "trapgen"
agrees
assert_eq "exits before they were seen" "$(health exits.earlier)" 0

# If a vCPU was not seen to be created, nobody can say what is lost. What KVM has counted for it
# before is shown separately.
echo 1 >$P/reset
echo 0 >$all
"$TRAPGEN" spin 3000 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & pid=$!
wait_until kvm_exits -gt 500
# Probes are armed one after another: between the first and the last no exit is to pass.
freeze $pid
echo 1 >$all
kill -CONT $pid
wait $pid || fail "trapgen"
kvm=$(kvm_exits_in "$WORK/out")
assert_eq "exits + lost + those before they were seen" \
	$(($(summary total) + $(summary lost) + $(health exits.earlier))) "$kvm"
if by_kretprobe; then
	[ "$(health exits.earlier)" -gt 400 ] || fail "seen from exit $(health exits.earlier) on"
	assert_eq "lost of what was not seen to begin" "$(summary lost)" 0
fi

# The same for a VM that ends before it was seen to exit. It belongs to the process that made it,
# even if another process closes its last descriptor.
echo 1 >$P/reset
assert_eq "exits before they were seen, after a reset" "$(health exits.earlier)" 0
assert_eq "vCPUs that ended, after a reset" "$(health hits.kvm_arch_vcpu_destroy)" 0
"$TRAPGEN" hvc 300 --vcpus=2 --created "echo 0 >$all" --outlive-owner=600 >"$WORK/out" || fail "trapgen"
wait_for grep -q outlives "$WORK/out"
echo 1 >$all
stop "$(awk '$1 == "outlives" { print $2 }' "$WORK/out")"
wait_until health vms.live -eq 0
wait_until row_count vms state=ended -ge 1
assert_eq "exits + lost" $(($(summary total) + $(summary lost))) "$(kvm_exits_in "$WORK/out")"
assert_eq "lost in health" "$(health exits.lost)" "$(summary lost)"
assert_eq "VMs" "$(row_count vms) $(row_count vms pid="$(vmm_pid "$WORK/out")")" "1 1"
# Its exits are also lost if there is no record for it.
load_module max_vcpus=1
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until summary total -gt 50
"$TRAPGEN" hvc 300 --created "echo 0 >$all" --then "echo 1 >$all" >"$WORK/out" || fail "trapgen"
assert_eq "exits + lost without a record" \
	$(($(column_sum vcpus exits vm=-) + $(column_sum vcpus lost vm=-))) "$(kvm_exits_in "$WORK/out")"
# So are the exits that pass before it is seen again.
echo 1 >$P/reset
"$TRAPGEN" spin 3000 --created "echo 0 >$all" --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & second=$!
wait_until cat $all -eq 0
before=$(kvm_exits)
wait_until kvm_exits -gt $((before + 500))
freeze $second
echo 1 >$all
kill -CONT $second
wait $second || fail "trapgen"
told=$(($(column_sum "$WORK/vcpus" exits vm=-) + $(column_sum "$WORK/vcpus" lost vm=-)))
kvm=$(kvm_exits_in "$WORK/out")
if by_kretprobe; then
	assert_eq "exits + lost of one that was not seen to begin" $told "$kvm"
fi
stop $pid
# The time meanwhile is unsure as a whole, though KVM is seen to enter the guest.
if by_kretprobe; then
	load_module times=1
	"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
	wait_until summary total -gt 50
	echo 0 >$all
	from=$(column_sum times total_ns) before=$(kvm_exits)
	wait_until kvm_exits -gt $((before + 500))
	to=$(column_sum times total_ns)
	echo 1 >$all
	before=$(summary total)
	wait_until summary total -gt "$before"
	unsure=$(column_sum times unsure_ns)
	[ "$unsure" -ge $((to - from)) ] || fail "$unsure ns are unsure, of $((to - from)) and more"
	stop $pid
fi
# An access that KVM handles when the probes go off is lost: what KVM has counted since is also of others.
# In protected mode the module waits for the return of handle_exit() at each abort, and that is still seen.
if by_kretprobe; then
	load_module
	insmod "$HERE/slow.ko" function=kvm_io_bus_write us=0 held=1 || fail "cannot load slow.ko"
	defer 'rmmod slow 2>/dev/null'
	"$TRAPGEN" ioeventfd-touch 50 --then "echo 1 >$all; cat $K/.snapshot >$WORK/snap" >"$WORK/out" & pid=$!
	wait_until cat /sys/module/slow/parameters/waiting = Y
	echo 0 >$all
	echo 0 >/sys/module/slow/parameters/held
	wait $pid || fail "trapgen"
	rmmod slow
	assert_eq "accesses that are known" "$(column_sum "$WORK/snap:reasons" exits reason=MMIO_KERNEL)" \
		"$(grep -cw kvm-arm.mode=protected /proc/cmdline)"
	assert_eq "exits + lost, where one was open" \
		$(($(column_sum "$WORK/snap:vcpus" exits) + $(column_sum "$WORK/snap:vcpus" lost))) "$(kvm_exits_in "$WORK/out")"
fi
# A filter looks at the process that made the VM, not at the one that closes its last descriptor.
load_module max_vcpus=1
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until summary total -gt 50
bash -c "echo \$\$ >$P/filter_pid; exec '$TRAPGEN' hvc 300 --created 'echo 0 >$all' --outlive-owner=600" >"$WORK/out" || fail "trapgen"
wait_for grep -q outlives "$WORK/out"
echo 1 >$all
stop "$(awk '$1 == "outlives" { print $2 }' "$WORK/out")"
wait_until health vms.live -eq 1
told=$(($(column_sum vcpus exits vm=-) + $(column_sum vcpus lost vm=-)))
assert_eq "exits + lost without a record" $told "$(kvm_exits_in "$WORK/out")"
stop $pid

# Exits that were counted without a record are not lost when the vCPU gets one.
load_module max_vcpus=1
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until summary total -gt 50
"$TRAPGEN" spin 1000000000 >/dev/null & second=$!
wait_until health exits.unattributed -gt 50
kill -KILL $pid
wait $pid 2>/dev/null
wait_until column_sum vcpus exits state=live -gt 50
assert_eq "lost" "$(summary lost)" 0
stop $second
