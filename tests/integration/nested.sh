# SPDX-License-Identifier: GPL-2.0-only
# A guest runs a guest of its own, by VMRUN; on Intel's CPUs by VMLAUNCH once, then by VMRESUME.
# What that one exits for is counted in nested, too, and marked in the event, whether KVM answers it
# (WBINVD) or leaves it to its guest (the hypercall). Three exits of KVM's make one of the inner
# guest's that reaches its own host; where the CPU does not shadow the VMCS, a VMWRITE is a fourth.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
T=${TRACE:-/sys/kernel/tracing}
load_module
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
exact nested 200
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
skip_if_none_ran
# marked REASON NESTED: events of the reason that say so.
marked() { grep -c "kvmtrap_exit:.* reason=$1 nested=$2 " $T/trace; }
if on_intel; then
	assert_eq "VMLAUNCH" "$(marked VMLAUNCH 0)" 1
	assert_eq "VMRESUME" "$(marked VMRESUME 0)" 199
	# To set the guest's guest up, and its RIP before each VMRESUME.
	own='VM(ON|CLEAR|PTRLD|WRITE)' writes=$(marked VMWRITE 0)
	grep -qs '[1Y]' /sys/module/kvm_intel/parameters/enable_shadow_vmcs || writes=$((writes - 199))
	[ "$writes" -ge 1 ] && [ "$writes" -le 32 ] || fail "VMWRITE, to set up: $writes"
else
	assert_eq "VMRUN" "$(marked VMRUN 0)" 200
	own=none
fi
assert_eq "WBINVD of the inner guest" "$(marked WBINVD 1)" 200
assert_eq "its hypercalls" "$(marked $HVC 1)" 200
assert_eq "others" "$(grep -cE " reason=($own|VM(RUN|LAUNCH|RESUME)) nested=1 | reason=(WBINVD|$HVC) nested=0 " $T/trace)" 0
assert_eq "the column nested" "$(column_sum vms nested)" "$(grep -c 'kvmtrap_exit:.* nested=1 ' $T/trace)"
# KVM's own number, from 6.1 on.
ran=$(awk '$4 == "nested_run" { n += $5 } END { print n }' "$WORK/out-nested")
[ -z "$ran" ] || assert_eq "KVM's nested_run" "$ran" 200
vm=$(column vms vm pid="$(vmm_pid "$WORK/out-nested")")
exits=$(column_sum vms exits vm="$vm") others=$(grep -cE "kvmtrap_exit: vm=$vm .* reason=($IRQ|$PAGE|$DOORBELL|$own) " $T/trace)
assert_eq "exits for the 200 that reach its host" $((exits - others)) 600
# The command says the same of all exits: one line of the last table.
"$KVMTRAP" stat --vm "$vm" >"$WORK/stat" || fail "kvmtrap stat"
assert_eq "exits for each, by kvmtrap stat" "$(tail -n 1 "$WORK/stat" | awk '{ print $(NF - 3), $(NF - 2), $(NF - 1), $NF }')" \
	"$exits $(column_sum vms nested) 200 $(awk -v n="$exits" 'BEGIN { printf "%.2f", n / 200 }')"

# The same while nobody traces: WBINVD, the hypercall, and the fault for the inner guest's page. If an
# interrupt came, it may have been the inner guest's: once more.
once() {
	load_module
	exact nested 1
	[ "$(column_sum reasons exits reason="$IRQ")" -eq 0 ]
}
wait_for once
[ "$(column_sum vms nested)" -ge 3 ] || fail "nested, untraced: $(column_sum vms nested), not 3 or more"

# HLT of the inner guest, for which its host has asked. KVM puts no vCPU to sleep for it, and does not
# count it in its halt_exits. 5.10 has these of the VM only.
no_halts() {
	local of=vm
	! grep -q '^vcpu 0 kvm exits' "$1" || of="vcpu 0"
	echo "$of kvm halt_exits 100" >>"$1"
}
load_module times=1
AMEND=no_halts exact nested-hlt 100
"$TRAPGEN" nested-hlt 100 --then "cat $K/times >$WORK/times" >/dev/null || fail "trapgen nested-hlt"
assert_eq "halted, by HLT of the inner guest" "$(column_sum "$WORK/times" halted_ns)" 0
[ "$(column_sum "$WORK/times" kernel_ns)" -gt 0 ] || fail "$(cat "$WORK/times")"
load_module
exact nested 1

# A guest that has none of its own has none of it.
exact cpuid 100
assert_eq "nested, of another guest" "$(column_sum vms nested vm=2)" 0
assert_eq "rows of kvmtrap stat, with the first VM's" "$("$KVMTRAP" stat | sed -n '/^# guests of guests/,$p' | wc -l)" 3
