# SPDX-License-Identifier: GPL-2.0-only
# Whatever is written to the parameters while a guest runs, each exit that is to be counted is
# counted or lost. Together they are KVM's own number.
# groups: preempt attach
. "$(dirname "$0")/../lib/host.sh"
load_module
# turn N COMMAND: run COMMAND N times while a guest runs, with $n from 1 to N.
turn() {
	local times=$1 n
	shift
	"$TRAPGEN" gic 1000000000 >/dev/null & pid=$!
	wait_until column_sum vcpus exits pid=$pid -gt 100
	for n in $(seq "$times"); do
		eval "$*"
	done
	freeze $pid
}

for what in 'echo 0 >$P/filter_pid' 'echo $((pid * (n % 2))) >$P/filter_pid' \
	'echo $(($(column_sum vcpus vm pid=$pid) * (n % 2))) >$P/filter_vm; echo 0 >$P/filter_vm' \
	'echo $((n % 2)) >$P/times' 'echo $((n % 2)) >$P/hot'; do
	turn $((SCALE > 1 ? 30 : 60)) "$what"
	assert_eq "lost by: $what" "$(column_sum vcpus lost pid=$pid)" 0
	assert_eq "exits after: $what" "$(column_sum vcpus exits pid=$pid)" "$(kvm_exits)"
	kill -KILL $pid
	wait $pid 2>/dev/null
	echo 0 >$P/filter_pid
	wait_until kvm_exits = 0
done
echo 0 >$P/times

# Nobody knows between which exits a reset was. But after it no exit is missing: KVM's number stays
# ahead by the same number of exits.
turn 30 'echo 1 >$P/reset'
ahead=$(($(kvm_exits) - $(column_sum vcpus exits pid=$pid) - $(column_sum vcpus lost pid=$pid)))
[ $ahead -gt 0 ] || fail "KVM is ahead by $ahead"
kill -CONT $pid
before=$(column_sum vcpus exits pid=$pid)
wait_until column_sum vcpus exits pid=$pid -gt $((before + 100))
freeze $pid
assert_eq "KVM's lead since the resets" "$(($(kvm_exits) - $(column_sum vcpus exits pid=$pid)))" $ahead
assert_eq "lost" "$(column_sum vcpus lost pid=$pid)" 0
kill -KILL $pid
wait $pid 2>/dev/null

# hold FUNCTION PROGRAM: start a guest, and wait until KVM is handling an exit of it, and waits in
# FUNCTION. go_on: let the function go on, and stop the guest after it.
defer 'rmmod slow 2>/dev/null'
hold() {
	"$TRAPGEN" "$2" 1000000 >/dev/null & pid=$!
	wait_until column_sum vcpus to_user pid=$pid -gt 5
	insmod $HERE/slow.ko "function=$1" us=0 || fail "cannot load slow.ko for $1"
	echo 1 >/sys/module/slow/parameters/held
	wait_for grep -q Y /sys/module/slow/parameters/waiting
}
go_on() {
	kill -STOP $pid
	# All its threads are told by the first that takes the signal: before the held one
	# goes on.
	wait_for grep -q '^State:.*T (stopped)' /proc/$pid/status
	echo 0 >/sys/module/slow/parameters/held
	freeze $pid
	rmmod slow
}
over() {
	kill -KILL $pid
	wait $pid 2>/dev/null
	return 0
}
of_both() { echo "$(column_sum vcpus exits pid=$pid) $(column_sum vcpus to_user pid=$pid)"; }

# A reset comes between an exit and the return of KVM_RUN that it causes. If the exit was counted
# before the reset, so is the return. If not, both count after it.
if on_x86; then at_once="kvm_emulate_halt hlt" access=kvm_mmu_page_fault; else at_once="kvm_handle_guest_debug break" access=io_mem_abort; fi
# shellcheck disable=SC2086 # a function and a program
hold $at_once
echo 1 >$P/reset
go_on
assert_eq "exits and to_user, of what is counted at once" "$(of_both)" "0 0"
over
hold $access store
echo 1 >$P/reset
go_on
assert_eq "exits and to_user, of a store" "$(of_both)" "1 1"
over

# A filter keeps the VM out before the reset: an exit that was open then counts before both.
hold $access store
echo 1 >$P/filter_pid
echo 1 >$P/reset
go_on
assert_eq "exits and to_user of who is kept out" "$(of_both)" "0 0"
over
echo 0 >$P/filter_pid

# The time of an exit that was open when a filter came is in the row in which it is counted. Until
# then the vCPU is in the kernel, and so is its time.
load_module times=1
hold $access store
assert_eq "state of whose exit is handled" "$(column times now)" kernel
before=$(column times kernel_ns)
sleep 1
after=$(column times kernel_ns)
[ $((after - before)) -ge 990000000 ] || fail "in a second in the kernel: $((after - before)) ns"
echo 1 >$P/filter_pid
go_on
table_awk 'col("vm") == "1" && table == "times" { kernel = col("kernel_ns") }
	col("vm") == "1" && table == "handling" { sum += col("kernel_ns"); rows++ }
	END { print kernel, sum; exit rows < 2 || kernel - sum > rows || sum - kernel > rows }' $K/times $K/handling >"$WORK/sums" ||
	fail "kernel_ns, and what handling has of it: $(cat "$WORK/sums")"
over
