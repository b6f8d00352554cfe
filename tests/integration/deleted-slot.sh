# SPDX-License-Identifier: GPL-2.0-only
# While KVM deletes a slot, it lets the guest repeat each access to it, and emulates none: all of these
# exits are memory.
# groups: matrix
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
defer 'rmmod slow 2>/dev/null'
load_module
insmod "$HERE/slow.ko" function=kvm_arch_flush_shadow_memslot us=0 held=1 || fail "cannot load slow.ko"
mkfifo "$WORK/input"
"$TRAPGEN" deleted-slot 1 --then "cat $K/reasons >$WORK/snap" <"$WORK/input" >/dev/null & run=$!
exec 3>"$WORK/input"
wait_until cat /sys/module/slow/parameters/waiting = Y
echo >&3
wait_until column_sum vcpus exits -gt 200
assert_eq "of devices in the kernel, while the slot goes" "$(column_sum reasons exits reason=MMIO_KERNEL)" 0
assert_eq "of the VMM's devices, while the slot goes" "$(column_sum reasons exits reason=MMIO_USER)" 0
echo 0 >/sys/module/slow/parameters/held
wait $run || fail "trapgen"
assert_eq "of the VMM's devices, when it has gone" "$(column_sum "$WORK/snap" exits reason=MMIO_USER)" 64
