# SPDX-License-Identifier: GPL-2.0-only
# Rows 25, 27: a vCPU is a thread of the VMM: 2 vCPUs, 2 threads, each by pid, vCPU and thread id; one descriptor each for KVM, VM and vCPUs.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" spin 1000000 --vcpus=2 >/dev/null & pid=$!
wait_until row_count vcpus pid=$pid -eq 2
column vcpus tid | sort >"$WORK/ours"
# All threads but the first, which waits for them.
for task in /proc/$pid/task/*; do echo "${task##*/}"; done | grep -vx $pid | sort >"$WORK/theirs"
assert_eq "threads" "$(cat "$WORK/ours" | xargs)" "$(cat "$WORK/theirs" | xargs)"
assert_eq "descriptors" "$(readlink /proc/$pid/fd/* | grep -oE '/dev/kvm|kvm-vm|kvm-vcpu' | sort | uniq -c | xargs)" "1 /dev/kvm 2 kvm-vcpu 1 kvm-vm"
stop $pid
