# SPDX-License-Identifier: GPL-2.0-only
# With attach=kretprobe more vCPUs may be in KVM_RUN than there are return-probe instances. The
# missed returns are counted, no reason is wrong, and `times` says how much time is unsure. With
# attach=tracepoint no return is missed.
# groups: preempt attach
. "$(dirname "$0")/../lib/host.sh"
load_module times=1
exact store 100
assert_eq "unsure" "$(column_sum times unsure_ns)" 0
assert_eq "returns missed" "$(health returns.missed)" 0

load_module times=1 maxactive=1
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_until column_sum vcpus exits pid=$asleep -gt 1
[ "$(health records.used)" -eq 1 ] || fail "$(cat $K/vcpus)"
# These return for other reasons.
if on_x86; then programs="store out hlt"; else programs="store nisv-user nisv"; fi
for program in $programs; do
	"$TRAPGEN" $program 500 >"$WORK/out" || fail "trapgen $program"
	vm=$(column_sum vms vm "pid=$(vmm_pid "$WORK/out")")
	assert_eq "$program: exits + lost" $(($(column_sum vcpus exits vm=$vm) + $(column_sum vcpus lost vm=$vm))) "$(kvm_exits_in "$WORK/out")"
	missed=$(column_sum userspace returns vm=$vm reason=MISSED)
	unsure=$(column_sum times unsure_ns vm=$vm)
	if by_kretprobe; then
		# After the last return there is no KVM_RUN that could show that it was missed.
		assert_eq "$program: returns missed" "$missed" 500
		[ "$unsure" -gt 0 ] || fail "$program: all times are sure"
		[ "$unsure" -le "$(column_sum times total_ns vm=$vm)" ] || fail "$program: more unsure than there is"
		continue
	fi
	assert_eq "$program: returns missed, unsure" "$missed $unsure" "0 0"
	assert_eq "$program: returns" "$(column_sum userspace returns vm=$vm)" 501
	assert_eq "$program: lost" "$(column_sum vcpus lost vm=$vm)" 0
	[ $program = hlt ] || assert_eq "$program: of the VMM" "$(column_sum vcpus io_user vm=$vm)" 501
done
# ends_unsure PID: the return of a vCPU's last KVM_RUN is missed. The two seconds until it ends are unsure.
ends_unsure() {
	wait_until column_sum vcpus exits pid=$1 -gt 1
	vm=$(column_sum vms vm pid=$1)
	freeze $1
	sleep 2
	kill -KILL $1
	wait $1 2>/dev/null
	wait_until column_sum times unsure_ns vm=$vm -ge 2000000000
}
if by_kretprobe; then
	# The VMM has two vCPUs for two seconds before they end.
	"$TRAPGEN" store 1 --vcpus=2 --then 'sleep 2' >"$WORK/out" || fail "trapgen store"
	vm=$(column_sum vms vm "pid=$(vmm_pid "$WORK/out")")
	unsure=$(column_sum times unsure_ns vm=$vm)
	[ "$unsure" -ge 4000000000 ] || fail "unsure: $unsure ns, where two seconds followed the last returns of two vCPUs"
	# A vCPU that has switched itself off: only that its KVM_RUN was seen to begin tells of the return.
	# PSCI's CPU_OFF: movz x0, #0x8400, lsl #16; movk x0, #2; hvc #0; b .
	printf '\x00\x80\xb0\xd2\x40\x00\x80\xf2\x02\x00\x00\xd4\x00\x00\x00\x14' >"$WORK/image"
	"$TRAPGEN" --image="$WORK/image" >/dev/null & pid=$!
	ends_unsure $pid
	# One whose KVM_RUN began before the module was loaded: only its last state tells.
	kill -KILL $asleep
	unload_module
	printf '\x00\x00\x00\x14' >"$WORK/image"	# b .
	"$TRAPGEN" --image="$WORK/image" >/dev/null & pid=$!
	wait_until kvm_exits -gt 1
	load_module times=1 maxactive=1
	ends_unsure $pid
	"$TRAPGEN" sleep >/dev/null & asleep=$!
	wait_until column_sum vcpus exits pid=$asleep -gt 1
fi
# Returns before the first exit are missed, too. With attach=tracepoint the thread tells the vCPU.
"$TRAPGEN" late 5 >"$WORK/out" || fail "trapgen late"
vm=$(column_sum vms vm "pid=$(vmm_pid "$WORK/out")")
if by_kretprobe; then why=MISSED; else why=SIGNAL; fi
assert_eq "late: returns" "$(column_sum userspace returns vm=$vm reason=$why)" 10
kill -KILL $asleep

# Of a vCPU that gets no record they are counted without a name.
load_module max_vcpus=1
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_until health records.used -eq 1
"$TRAPGEN" late 5 >/dev/null || fail "trapgen late"
assert_eq "returns by signal without a name" "$(column_sum userspace returns vm=- reason=SIGNAL)" 10
kill -KILL $asleep
