# SPDX-License-Identifier: GPL-2.0-only
# KVM's module of the vendor may come and go while the module is loaded, with other parameters,
# and each exit is counted. KVM's own module is held. Without it, loading says what to do.
# groups: matrix
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
here() { [ -d "/sys/module/$1" ]; }
# paging: the parameter that has it use nested paging; fault: by which reason its faults exit then.
if on_intel; then vendor=kvm_intel paging=ept fault=EPT_VIOLATION; else vendor=kvm_amd paging=npt fault=NPF; fi
grep -q "^$vendor " /proc/modules || skip "KVM is built into this kernel"
parameters=$(cd /sys/module/$vendor/parameters && grep -s . $paging unrestricted_guest | tr : = | paste -sd ' ')
defer 'rmmod kvmtrapcount $vendor 2>/dev/null; modprobe $vendor $parameters'
all() { column_sum reasons exits reason="$1"; }

unload_module
rmmod $vendor && rmmod kvm || fail "cannot unload KVM"
dmesg -C
insert_module 2>"$WORK/err" && fail "loaded without KVM"
grep -q 'No such device' "$WORK/err" || fail "insmod: $(cat "$WORK/err")"
dmesg | grep -q 'kvmtrapcount: KVM is not loaded on this host: modprobe kvm_amd first' || fail "$(dmesg)"
assert_eq "lines" "$(dmesg | grep -c kvmtrapcount:)" 1
! here kvmtrapcount && [ ! -e $K ] || fail "something is left behind"

# modprobe loads KVM first, where the module is installed. No vendor's module is there then.
installed=$WORK/root/lib/modules/$(uname -r)
mkdir -p "$installed"
cp -r "/lib/modules/$(uname -r)/." "$KO" "$installed/"
depmod -b "$WORK/root" || fail "depmod"
modprobe -d "$WORK/root" kvmtrapcount || fail "modprobe"
here kvm || fail "modprobe has not loaded KVM"
! here $vendor || fail "$vendor is there"
assert_eq "exits before there is a vendor" "$(summary total)" 0
# held: check that KVM stays.
held() {
	! rmmod kvm 2>"$WORK/err" || fail "KVM is gone, while the module is loaded"
	grep -q 'in use' "$WORK/err" || fail "rmmod: $(cat "$WORK/err")"
}
held
modprobe $vendor || fail "cannot load $vendor"
exact mixed 50 --vcpus=2
exact load 30
unload_module

# Only KVM's own module is there, and no modprobe takes part.
rmmod $vendor || fail "cannot unload $vendor"
load_module times=1 hot=1
hypercalls=0
for n in 1 0 1; do
	held
	modprobe $vendor $paging=$n || fail "cannot load $vendor"
	"$TRAPGEN" never 3 >/dev/null || fail "trapgen never"
	exact mixed 40 --vcpus=2
	exact hvc 200
	exact gic 30
	exact wfi 3
	hypercalls=$((hypercalls + 280))
	assert_eq "hypercalls" "$(all $HVC)" $hypercalls
	if [ $n = 1 ]; then nested=$(all $fault); else shadowed=$(all PF_EXCP); fi
	# The page faults of each are of the one kind or of the other.
	assert_eq "faults of the other kind" "$(all $fault) $(all PF_EXCP)" "$nested ${shadowed:-0}"
	rmmod $vendor || fail "cannot unload $vendor, while the module is loaded"
done
[ "$nested" -ge 170 ] && [ "$shadowed" -ge 85 ] || fail "faults: $nested with nested paging, $shadowed without"
assert_eq "lost" "$(health exits.lost)" 0
assert_eq "unreadable, not entered" "$(health exits.unreadable) $(health exits.not_entered)" "0 0"
assert_eq "live VMs" "$(health vms.live)" 0
held

# Nobody holds it any more.
unload_module
rmmod kvm || fail "cannot unload KVM"
