# SPDX-License-Identifier: GPL-2.0-only
# A vCPU that is switched off, by itself or by its VMM, is halted. If a signal ends its KVM_RUN, it
# stays so with attach=tracepoint. With attach=kretprobe it is its VMM's until it runs again.
# groups: attach preempt
. "$(dirname "$0")/../lib/host.sh"
of() { column_sum times "$2" vm="$1"; }
state() { column times now vm="$1"; }
vm_of() { column vms vm pid="$1"; }
grows() { wait_until of "$1" "$2" -gt "$(of "$1" "$2")"; }

load_module times=1
if on_x86; then
	# No guest can do so here: its VMM has to.
	"$TRAPGEN" switched-off >/dev/null & off=$!
	wait_until column_sum vcpus to_user -eq 1
	returns=1
else
	# PSCI's CPU_OFF: movz x0, #0x8400, lsl #16; movk x0, #2; hvc #0; b .
	printf '\x00\x80\xb0\xd2\x40\x00\x80\xf2\x02\x00\x00\xd4\x00\x00\x00\x14' >"$WORK/image"
	"$TRAPGEN" --image="$WORK/image" >/dev/null & off=$!
	wait_until column_sum reasons exits reason=HVC64 -eq 1
	returns=0
fi
vm=$(vm_of $off)
wait_until state "$vm" = halted
grows "$vm" halted_ns
freeze $off
assert_eq "returns while it is frozen" "$(column_sum userspace returns vm="$vm" reason=SIGNAL)" 1
if by_kretprobe; then now=vmm; else now=halted; fi
assert_eq "state while it is frozen" "$(state "$vm")" $now
halted=$(of "$vm" halted_ns) in_vmm=$(of "$vm" vmm_ns)
grows "$vm" ${now}_ns
if by_kretprobe; then
	assert_eq "halted while its VMM has it" "$(of "$vm" halted_ns)" "$halted"
else
	assert_eq "in the VMM while it is off" "$(of "$vm" vmm_ns)" "$in_vmm"
fi
kill -CONT $off
wait_until state "$vm" = halted
grows "$vm" halted_ns
assert_eq "to_user" "$(column_sum vcpus to_user vm="$vm")" $returns
assert_eq "unsure" "$(of "$vm" unsure_ns)" 0
kill -KILL $off
wait $off 2>/dev/null
wait_until health vms.live -eq 0
by_kretprobe || assert_eq "unsure, when it has ended" "$(of "$vm" unsure_ns)" 0

# The VMM switches it off.
stopped() { # WHAT [PROGRAM]
	"$TRAPGEN" "${2:-switched-off}" >/dev/null & off=$!
	wait_until column_sum vcpus to_user pid=$off -eq 1
	vm=$(vm_of $off)
	wait_until state "$vm" = halted
	grows "$vm" halted_ns
	assert_eq "$1: returns" "$(column_sum userspace returns vm="$vm")" 1
	kill -KILL $off
	wait $off 2>/dev/null
}
stopped "at first"
echo 0 >$P/times
echo 1 >$P/times || fail "times cannot be switched on again"
stopped "times were off"
echo 0 >$P/enabled
echo 1 >$P/enabled
stopped "paused before"
! on_x86 || stopped "it waits for a SIPI" init

# One that is suspended sleeps in KVM_RUN, without an exit. A signal wakes it: that ends no WFI.
case $(on_x86 || uname -r) in
"" | 5.10.*) ;;
*)
	"$TRAPGEN" suspended >/dev/null & off=$!
	wait_until column_sum vcpus to_user pid=$off -eq 1
	vm=$(vm_of $off)
	wait_until state "$vm" = halted
	freeze $off
	assert_eq "returns while it is frozen" "$(column_sum userspace returns vm="$vm" reason=SIGNAL)" 1
	kill -CONT $off
	wait_until state "$vm" = halted
	assert_eq "samples of CPU" "$(column_sum latency exits vm="$vm" class=cpu)" "$(column_sum vcpus cpu vm="$vm")"
	kill -KILL $off
	wait $off 2>/dev/null || true
	;;
esac
assert_eq "lost" "$(summary lost)" 0

# The VMM would switch it off, and KVM refuses: it stays its VMM's, which waits for a second.
on_x86 || exit 0
load_module times=1
"$TRAPGEN" refused-state 10 --then "cat $K/times >$WORK/times" >/dev/null || fail "trapgen refused-state"
assert_eq "halted, when KVM has refused" "$(column "$WORK/times" halted_ns)" 0
vmm=$(column "$WORK/times" vmm_ns)
[ "$vmm" -ge 900000000 ] || fail "in the VMM: $vmm ns"
