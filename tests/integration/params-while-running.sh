# SPDX-License-Identifier: GPL-2.0-only
# Whatever is written to the parameters while a guest runs, each of its exits that is
# to be counted is counted or lost: together KVM's own number.
# groups: preempt attach
. "$(dirname "$0")/../lib/host.sh"
load_module
# turn N COMMAND: run it over and over, with $n from 1 to N, while the guest runs.
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

# Of a reset nobody knows between which exits it was. But once it is over, no exit
# is missing: KVM's number is ahead by as many as before it.
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

# reset_in FUNCTION PROGRAM: a reset between an exit and the return of KVM_RUN that
# it causes, while KVM's function waits. The row then, as "exits to_user".
[ "$(nproc)" -gt 1 ] || exit 0
# A CPU of its own for the guest, which is held with it: this script's timers go on.
taskset -p 1 $$ >/dev/null
defer 'echo 0 2>/dev/null >/sys/module/slow/parameters/held; rmmod slow 2>/dev/null'
reset_in() {
	taskset 2 "$TRAPGEN" "$2" 1000000 >/dev/null & pid=$!
	wait_until column_sum vcpus to_user pid=$pid -gt 5
	insmod $HERE/slow.ko "function=$1" us=0 || fail "cannot load slow.ko for $1"
	echo 1 >/sys/module/slow/parameters/held
	wait_for grep -q Y /sys/module/slow/parameters/waiting
	echo 1 >$P/reset
	kill -STOP $pid
	echo 0 >/sys/module/slow/parameters/held
	freeze $pid
	rmmod slow
	echo "$(column_sum vcpus exits pid=$pid) $(column_sum vcpus to_user pid=$pid)"
	kill -KILL $pid
	wait $pid 2>/dev/null
}
# One that was counted before it went to userspace before it; one that was not yet, after.
assert_eq "exits and to_user, of a breakpoint" "$(reset_in kvm_handle_guest_debug break)" "0 0"
assert_eq "exits and to_user, of a store" "$(reset_in io_mem_abort store)" "1 1"
