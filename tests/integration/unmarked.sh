# SPDX-License-Identifier: GPL-2.0-only
# KVM does not mark the pages of devices if the administrator has said so, or if the CPU has no bit to
# spare for it. Then each access to one is an ordinary page fault, and what KVM emulated tells of it.
# groups: matrix
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
marks=/sys/module/kvm/parameters/mmio_caching
[ -e $marks ] || skip "this KVM always marks them"
if on_intel; then vendor=kvm_intel; else vendor=kvm_amd; fi
parameters=$(cd /sys/module/$vendor/parameters && grep -s . npt ept unrestricted_guest | tr : = | paste -sd ' ')
defer 'rmmod kvmtrapcount $vendor kvm 2>/dev/null; modprobe $vendor $parameters'
unload_module
rmmod $vendor && rmmod kvm || fail "cannot unload KVM"
modprobe kvm mmio_caching=0 && modprobe $vendor $parameters || fail "cannot load KVM"
assert_eq "mmio_caching" "$(cat $marks)" N

load_module
exact load 300
exact store 300
exact touch 200
exact readonly 50
exact gic 300
on_intel || exact lapic 300
if [ $PAGE != PF_EXCP ]; then
	exact ioeventfd 300
	exact readonly-event 100
	exact changed-slots 100
	exit 0
fi
# Where KVM shadows the guest's page tables, it looks like a store to one of them.
load_module
"$TRAPGEN" ioeventfd 300 --then "cat $K/reasons >$WORK/reasons" >/dev/null || fail "trapgen ioeventfd"
assert_eq "stores that KVM answers, as IO" "$(column_sum "$WORK/reasons" exits reason=MMIO_KERNEL)" 0
stores=$(column_sum "$WORK/reasons" exits reason=PF_EXCP)
[ "$stores" -ge 301 ] || fail "stores that KVM answers, as memory: $stores, not 301 or more"
