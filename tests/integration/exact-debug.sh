# SPDX-License-Identifier: GPL-2.0-only
# If a VMM debugs its guest, breakpoints, single steps and watchpoints count as CPU.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
# In protected mode 7.2 runs the guest without the VMM's debug registers. Expect as many exits
# then as the VMM has seen: each one returned KVM_EXIT_DEBUG.
as_the_vmm_saw() {
	local told
	told=$(awk '$3 == "return" && $4 == 4 { n = $5 } END { print n + 0 }' "$1")
	sed -i -E "s/ (SOFTSTP|BREAKPT|WATCHPT)_LOW [0-9]+/ \\1_LOW $told/" "$1"
}
! grep -q kvm-arm.mode=protected /proc/cmdline || AMEND=as_the_vmm_saw
# Emulated AMD hosts show single steps only: QEMU has no exit for the others, and bochs ends at a breakpoint.
load_module
exact brk 200
exact steps 100
exact break 200
exact watch 200
