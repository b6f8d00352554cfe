# SPDX-License-Identifier: GPL-2.0-only
# Row 32: the way of an exit on AMD is as docs/kvm.md tells it. svm_vcpu_run is called once for
# each exit, and so are KVM's tracepoint and its handler of exits. That calls the handler of the code.
# needs: x86
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
# 5.10 has another name.
handler=svm_handle_exit
grep -q ' svm_handle_exit\s' /proc/kallsyms || handler=handle_exit
fault=npf_interception
[ $PAGE = NPF ] || fault=pf_interception
printf '%s\n' svm_vcpu_run $handler $fault kvm_mmu_page_fault io_interception kvm_emulate_hypercall \
	complete_emulated_mmio >$T/set_ftrace_filter || fail "set_ftrace_filter"
events() { for event in kvm_exit kvm_userspace_exit; do echo "$1" >$T/events/kvm/$event/enable; done; }
defer 'events 0; echo nop >$T/current_tracer; echo >$T/set_ftrace_filter; : >$T/trace; echo 1 >$T/tracing_on'
: >$T/trace
events 1
echo function >$T/current_tracer
"$TRAPGEN" mixed 7 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen"
echo 0 >$T/tracing_on
cp $T/trace "$WORK/trace"
calls() { grep -c ": $1 <-" "$WORK/trace"; }
seen() { grep -c ": $1: " "$WORK/trace"; }
exits=$(column_sum "$WORK/vcpus" exits state=live)
assert_eq "exits, and what KVM counts" "$exits" "$(kvm_exits_in "$WORK/out")"
assert_eq "kvm_exit" "$(seen kvm_exit)" "$exits"
assert_eq "svm_vcpu_run" "$(calls svm_vcpu_run)" "$exits"
assert_eq "$handler" "$(calls $handler)" "$exits"
# Seven hypercalls; seven pages, seven stores outside, and the code; the doorbell.
assert_eq "kvm_emulate_hypercall" "$(calls kvm_emulate_hypercall)" 7
assert_eq "$fault" "$(calls $fault)" 15
assert_eq "kvm_mmu_page_fault" "$(calls kvm_mmu_page_fault)" 15
assert_eq "io_interception" "$(calls io_interception)" 1
assert_eq "back to the VMM" "$(seen kvm_userspace_exit)" 8
assert_eq "complete_emulated_mmio" "$(calls complete_emulated_mmio)" 7
