# SPDX-License-Identifier: GPL-2.0-only
# The probes that docs/design.md names are there, and no others: in health, and in the kernel's own
# list. With attach=tracepoint none of them fires for an exit or a KVM_RUN, and nothing is missed.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"
listed() { awk '$1 ~ /^probe\./ { sub("probe.", "", $1); print $1 "=" $2 }' $K/health | sort | paste -sd ' '; }
in_kernel() { awk '{ print $3 "=" $2 }' /sys/kernel/debug/kprobes/list | sed 's/+0x[04]=/=/' | sort | paste -sd ' '; }
sorted() { printf '%s\n' "$@" | sort | paste -sd ' '; }
life="kvm_arch_vcpu_create=kretprobe kvm_arch_vcpu_destroy=kprobe"
if by_kretprobe; then
	own="handle_exit=kretprobe kvm_arch_vcpu_ioctl_run=kretprobe kvm_entry=tracepoint"
	# The return probe takes no instance for the call that it misses: a second probe sees that.
	kernel="handle_exit=r kvm_arch_vcpu_ioctl_run=r kvm_arch_vcpu_ioctl_run=k"
	with_times=kvm_vcpu_wakeup=tracepoint kernel_with_times=
else
	own="kvm_exit=tracepoint kvm_userspace_exit=tracepoint kvm_entry=tracepoint" kernel=
	with_times="kvm_vcpu_wakeup=tracepoint kvm_arch_vcpu_ioctl_set_mpstate=kretprobe"
	kernel_with_times=kvm_arch_vcpu_ioctl_set_mpstate=r
fi
# shellcheck disable=SC2086
check() { # WHEN LISTED KERNEL
	assert_eq "$1: in health" "$(listed)" "$(sorted $life $own $2)"
	assert_eq "$1: in the kernel's list" "$(in_kernel)" \
		"$(sorted kvm_arch_vcpu_create=r kvm_arch_vcpu_destroy=k $kernel $3)"
}
load_module maxactive=1
check "loaded" "" ""
echo 1 >$P/times
check "times=1" "$with_times" "$kernel_with_times"
if ! by_kretprobe; then
	"$TRAPGEN" sleep --vcpus=2 >/dev/null & asleep=$!
	wait_until column_sum vms vcpus pid=$asleep -eq 2
	exact mixed 50 --vcpus=4
	if on_x86; then exact out 50; else exact nisv-user 50; fi
	assert_eq "missed" "$(awk '$1 ~ /^missed\./ && $2 { print }' $K/health)" ""
	for s in kvm_exit kvm_userspace_exit kvm_entry kvm_vcpu_wakeup kvm_arch_vcpu_destroy; do
		assert_eq "state of $s" "$(health state.$s)" armed
		assert_eq "missed by $s" "$(health missed.$s)" 0
	done
	kill -KILL $asleep
	wait $asleep 2>/dev/null
fi
echo 0 >$P/times
check "times=0" "" ""
