# SPDX-License-Identifier: GPL-2.0-only
# trace-cmd and perf record the events, and their reports resolve the names. Both filter them by a field.
. "$(dirname "$0")/../lib/host.sh"
load_module
cd "$WORK" || exit
command -v trace-cmd >/dev/null || skip "no trace-cmd"
trace-cmd record -q -e kvmtrap -o t.dat "$TRAPGEN" hvc 200 >out 2>&1 || fail "$(cat out)"
trace-cmd report -i t.dat >report 2>/dev/null
assert_eq "HVC in trace-cmd" "$(grep -c "kvmtrap_exit:.*class=cpu reason=$HVC " report)" 200
assert_eq "IO in trace-cmd" "$(grep -c "kvmtrap_exit:.*class=io reason=$DOORBELL " report)" 1
# filtered WHO: the report has all hypercalls of vCPU 1, and nothing of vCPU 0.
filtered() {
	assert_eq "HVC of vCPU 1 in $1" "$(grep -c "kvmtrap_exit:.* vcpu=1 .*reason=$HVC" report)" 200
	assert_eq "events of vCPU 0 in $1" "$(grep -c "kvmtrap_exit:.* vcpu=0 " report)" 0
}
trace-cmd record -q -e kvmtrap:kvmtrap_exit -f 'vcpu == 1' -o t.dat "$TRAPGEN" hvc 200 --vcpus=2 >out 2>&1 || fail "$(cat out)"
trace-cmd report -i t.dat >report 2>/dev/null
filtered trace-cmd

command -v perf >/dev/null || skip "no perf; trace-cmd is right"
perf record -q -a -o p.data -e kvmtrap:kvmtrap_exit -- "$TRAPGEN" hvc 200 >out 2>&1 || fail "$(cat out)"
# perf takes what a vCPU thread does in the kernel for something that the guest does, KVM's own
# events included. It shows that only when it is asked for guests.
perf script --guest-code -i p.data >report 2>/dev/null
assert_eq "HVC in perf" "$(grep -c "kvmtrap_exit:.*reason=$HVC" report)" 200
perf record -q -a -o p.data -e kvmtrap:kvmtrap_exit --filter 'vcpu == 1' -- "$TRAPGEN" hvc 200 --vcpus=2 >out 2>&1 || fail "$(cat out)"
perf script --guest-code -i p.data >report 2>/dev/null
filtered perf
perf stat -a -x, -e kvm:kvm_exit -e kvmtrap:kvmtrap_exit -- "$TRAPGEN" mixed 200 >out 2>stat || fail "$(cat stat)"
assert_eq "our events and kvm_exit in perf stat" \
	"$(awk -F, '/kvmtrap_exit/ { print $1 }' stat)" "$(awk -F, '/kvm:kvm_exit/ { print $1 }' stat)"
