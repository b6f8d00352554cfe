# SPDX-License-Identifier: GPL-2.0-only
# trapgen lets none of its vCPUs run before the first KVM_RUN of the VM has registered the vGIC's
# addresses. 6.1 would let other vCPUs into the guest meanwhile, and the VMM would get their
# reads. This is first shown without kvmtrapcount, in which the CPUs wait for each other when a
# VM appears.
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
defer 'rmmod slow 2>/dev/null'
unload_module
insmod $HERE/slow.ko function=vgic_register_dist_iodev || fail "cannot load slow.ko"
"$TRAPGEN" gic 100 --vcpus=4 >"$WORK/out" || fail "trapgen"
assert_eq "MMIO that the VMM gets: the doorbells" \
	"$(awk '$3 == "return" && $4 == 6 { n += $5 } END { print n }' "$WORK/out")" 4
load_module
exact gic 100 --vcpus=4
