# SPDX-License-Identifier: GPL-2.0-only
# Rows 25, 27: each vCPU runs in a thread of the VMM. For 2 vCPUs there are 2 threads, listed by pid,
# vCPU and thread id. KVM, the VM and each vCPU have a descriptor.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" spin 1000000 --vcpus=2 >/dev/null & pid=$!
wait_until row_count vcpus pid=$pid -eq 2
column vcpus tid | sort >"$WORK/ours"
# The threads of the VMM, except for the first, which waits for the others, and for one that KVM
# adds on x86 to look after pages.
for task in /proc/$pid/task/*; do
	[ "$(cat "$task/comm")" = kvm-nx-lpage-re ] || echo "${task##*/}"
done | grep -vx $pid | sort >"$WORK/theirs"
assert_eq "threads" "$(cat "$WORK/ours" | xargs)" "$(cat "$WORK/theirs" | xargs)"
assert_eq "descriptors" "$(readlink /proc/$pid/fd/* | grep -oE '/dev/kvm|kvm-vm|kvm-vcpu' | sort | uniq -c | xargs)" "1 /dev/kvm 2 kvm-vcpu 1 kvm-vm"
stop $pid
