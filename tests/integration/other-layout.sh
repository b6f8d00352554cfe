# SPDX-License-Identifier: GPL-2.0-only
# KVM's headers do not tell where the exit code is. If it is not where it was on all kernels known,
# each exit is counted all the same, as UNREADABLE, and health says how many. No wild pointer is
# followed. What is as it should be is read. A code without a name is UNKNOWN, and the event tells it.
# groups: attach matrix
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
case $(uname -r) in
5.10.*) skip "the module of this test has the arguments of kvm_exit since 5.16" ;;
6.1.*) after=1 ;;
*) after=0 ;;
esac
# show_all [PARAMETER]: let vCPUs of every layout exit, and look at what is counted.
show_all() {
	local vcpu
	insmod "$HERE/layout.ko" after=$after "$@" || fail "cannot load layout.ko"
	assert_eq "vCPUs" "$(row_count vcpus state=live)" 14
	for vcpu in 0 1 2 3 4 5 6 7 8 9; do
		assert_eq "vCPU $vcpu: unreadable" "$(column_sum reasons exits vcpu=$vcpu reason=UNREADABLE)" 10
	done
	# Of an encrypted guest KVM has no registers to compare with.
	for vcpu in 10 11 12; do
		assert_eq "vCPU $vcpu: CPUID" "$(column_sum reasons exits vcpu=$vcpu reason=CPUID)" 10
	done
	assert_eq "vCPU 13: a code without a name" "$(column reasons exits vcpu=13 reason=UNKNOWN class=other)" 10
	assert_eq "all exits" "$(column_sum vcpus exits)" 140
	assert_eq "lost" "$(column_sum vcpus lost)" 0
	assert_eq "health" "$(health exits.unreadable)" 100
}
load_module
defer "unload_module; rmmod layout"
# Their records are used again: what was known of the vCPUs that had them is true of no other.
"$TRAPGEN" cpuid 5 --vcpus=3 >/dev/null || fail "trapgen cpuid"
wait_until health vms.live -eq 0
echo 1 >$P/reset
show_all
# A real guest beside them is read.
exact cpuid 100

# Nor is one followed if somebody clears KVM's count just before an exit is seen.
unload_module
rmmod layout
load_module
show_all cleared=1

# With the event on, no exit takes the short path. The event of an exit comes at the next one.
unload_module
rmmod layout
load_module
T=/sys/kernel/tracing
: >$T/trace
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
show_all
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
assert_eq "its events" "$(grep -c 'kvmtrap_exit:.* code=0xa7 .*reason=UNKNOWN ' $T/trace)" 9
