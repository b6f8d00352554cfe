# SPDX-License-Identifier: GPL-2.0-only
# Row 38: what docs/kvm.md says about the dirty ring and kvm_stat is true for this kernel.
# tests/lint/docs checks that it has each topic of the row.
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
# On arm64 the dirty ring exists since 6.2: KVM_CAP_DIRTY_LOG_RING_ACQ_REL needs its function.
has=$(grep -cE ' kvm_dirty_ring_push(\s|$)' /proc/kallsyms)
case $(uname -rm) in 5.10.* | 6.1.*aarch64) assert_eq "the dirty ring" "$has" 0 ;; *) assert_eq "the dirty ring" "$has" 1 ;; esac
# kvm_stat reads these.
[ -r /sys/kernel/debug/kvm/exits ] || fail "no statistics of KVM's in debugfs"
