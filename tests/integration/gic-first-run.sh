# SPDX-License-Identifier: GPL-2.0-only
# The first KVM_RUN of a VM registers its vGIC's addresses. 6.1 lets other vCPUs
# into the guest meanwhile, whose reads the VMM then gets: trapgen must see to it
# that none of its vCPUs is that early. Without our module, which lets the two
# CPUs wait for one another when a VM appears.
. "$(dirname "$0")/../lib/host.sh"
defer 'rmmod slow 2>/dev/null'
unload_module
insmod $HERE/slow.ko function=vgic_register_dist_iodev || fail "cannot load slow.ko"
"$TRAPGEN" gic 100 --vcpus=4 >"$WORK/out" || fail "trapgen"
assert_eq "MMIO that the VMM gets: the doorbells" \
	"$(awk '$3 == "return" && $4 == 6 { n += $5 } END { print n }' "$WORK/out")" 4
load_module
exact gic 100 --vcpus=4
