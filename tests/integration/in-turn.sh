# SPDX-License-Identifier: GPL-2.0-only
# One thread runs several vCPUs in turn, or several threads one. Each return of KVM_RUN is counted
# for its vCPU, by its reason. With attach=tracepoint a return without an exit is unattributed if
# the vCPU is not the one that exited in its thread last, and KVM does not tell it (docs/upstream.md).
# groups: attach preempt
. "$(dirname "$0")/../lib/host.sh"
# turns UNKNOWN PROGRAM [PASSES [OPTION ...]]: run a program, exactly. With attach=tracepoint so many
# returns by signal of each vCPU have no name. With attach=kretprobe all have one, and where KVM tells it.
turns() {
	local before vcpus
	unknown=$1
	{ ! by_kretprobe && ! told; } || unknown=0
	before=$(health returns.unattributed)
	AMEND=take_unknown exact "${@:2}"
	vcpus=$(grep -c '^vcpu [0-9]* ns ' "$WORK/out-$2")
	assert_eq "trapgen ${*:2}: returns without a name" \
		"$(($(health returns.unattributed) - before))" $((unknown * vcpus))
}
told() { grep -q vcpu_id /sys/kernel/tracing/events/kvm/kvm_userspace_exit/format; }
take_unknown() {
	awk -v n="$unknown" '$3 == "return" && $4 == "SIGNAL" { $5 -= n } { print }' "$1" >"$WORK/known"
	mv "$WORK/known" "$1"
}
all() {
	# 51 times: a KVM_RUN that returns at once, one that exits to the VMM, and, but for the last
	# time, one that returns at once. The one before is unknown when the vCPU has exited, and
	# another vCPU or another thread came in between.
	turns 0 interrupted 50
	turns 0 interrupted 50 --vcpus=2
	turns 0 interrupted 50 --in-turn=3
	turns 50 interrupted 50 --in-turn=3 --vcpus=2
	turns 50 interrupted 50 --in-turn=3 --hands=2
	turns 50 interrupted 50 --in-turn=3 --vcpus=2 --hands=3
	# Before the first exit it is known which of the process's vCPUs the thread runs.
	turns 0 late 5 --in-turn=1 --vcpus=3
	turns 0 late 5 --in-turn=11 --vcpus=3
	# With an exit they are known, whatever runs in between.
	turns 0 mixed 20 --in-turn=1 --vcpus=3
	if on_x86; then
		turns 0 out 20 --in-turn=1 --vcpus=2 --hands=2
		turns 0 hlt 20 --in-turn=1 --hands=2
		turns 0 hlt 20 --in-turn=1 --vcpus=2
	else
		turns 0 nisv 20 --in-turn=1 --vcpus=2 --hands=2
		turns 0 nisv-user 20 --in-turn=1 --vcpus=2 --hands=2
		turns 0 brk 20 --in-turn=1 --hands=2
		turns 0 brk 20 --in-turn=1 --vcpus=2
	fi
}
load_module
all

# A KVM_RUN that a filter leaves out returns as well. What the thread runs after that is another
# vCPU. Each returns 10 times at once, and then traps until a signal comes. The filter drops what
# was noted of the second vCPU, which has not exited yet.
load_module
hypercalls() { column_sum reasons exits reason=$HVC vcpu="$1"; }
"$TRAPGEN" late 1000000000000 --in-turn=11 --vcpus=2 >/dev/null & run=$!
wait_until hypercalls 0 -gt 0
echo 1 >$P/filter_pid
freeze $run
echo 0 >$P/filter_pid
kill -CONT $run
wait_until hypercalls 1 -gt 0
for vcpu in 0 1; do
	assert_eq "returns of vCPU $vcpu by signal, when a filter was set and gone" \
		"$(column_sum userspace returns vcpu=$vcpu reason=SIGNAL)" $((vcpu ? 0 : 10))
done
assert_eq "returns without a name" "$(health returns.unattributed)" 0
stop $run

# A reset forgets what a vCPU has returned for before its first exit.
load_module
"$TRAPGEN" late 1000000000000 --in-turn=1 --vcpus=2 >/dev/null & run=$!
wait_until hypercalls 0 -gt 0
echo 1 >$P/reset
freeze $run
kill -CONT $run
wait_until hypercalls 1 -gt 0
assert_eq "returns of vCPU 1 by signal, all before the reset" "$(column_sum userspace returns vcpu=1 reason=SIGNAL)" 0
stop $run

# A signal ends a KVM_RUN whose exits KVM has all handled. In the next one the other thread runs the
# vCPU, on the same CPU.
load_module
taskset -c 0 "$TRAPGEN" hvc 1000000000000 --in-turn=1 --hands=2 >/dev/null & run=$!
wait_until hypercalls 0 -gt 0
for n in 1 2 3 4; do
	freeze $run
	so_far=$(hypercalls 0)
	assert_eq "returns by signal, of one thread after the other" \
		"$(column_sum userspace returns vcpu=0 reason=SIGNAL)" "$n"
	kill -CONT $run
	wait_until hypercalls 0 -gt "$so_far"
done
assert_eq "returns without a name" "$(health returns.unattributed)" 0
stop $run

# What is known does not depend on what else is on, nor on which path an event takes.
load_module times=1 hot=1
all
echo 1 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_counts/enable
all
