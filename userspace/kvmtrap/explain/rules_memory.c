// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_memory.c - memory of the guest: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_write_protection = {
	.name = "write-protection", .threshold = IN_KVM,
	.part = {
		{ &arm_faults, "permission*", "write" },
		{ &x86_faults, "permission", "write" },
	},
	.what = "{hot}: stores to pages that are write-protected",
	.means =
		"The page is there, and may not be written yet. That is how KVM learns "
		"which pages a migration or a framebuffer has to look at (dirty logging), "
		"and how pages are copied that were shared: after KSM, a fork or a "
		"snapshot of the VMM.",
	.helps =
		"Migration: it ends; fewer rounds by auto-converge or post-copy. Without "
		"one: switch KSM off (/sys/kernel/mm/ksm/run) or on less memory; huge "
		"pages.",
	.see =
		"virsh domjobinfo, QEMU's info migrate; kvmtrap stat --by user: "
		"DIRTY_RING_FULL; grep -i ksm /proc/vmstat",
	.source =
		"Documentation/virt/kvm/api.rst (KVM_GET_DIRTY_LOG); virt/kvm/kvm_main.c",
};

const struct rule rule_page_faults = {
	.name = "page-faults", .threshold = IN_KVM,
	.part = { { &arm_faults, "*" }, { &x86_faults, "*" } },
	.what = "{hot}: pages that are not mapped for the guest",
	.means =
		"Either the guest touches memory for the first time, which ends by "
		"itself, or the host took it away again: a balloon, swap, KSM, moving "
		"pages between NUMA nodes. Without huge pages each 4 KB are a fault. "
		"\"noslot\": the guest has no memory there, and its driver or page table "
		"has the wrong address. \"reserved\": a page that KVM has marked as a "
		"device's.",
	.helps =
		"Huge pages (QEMU: memory-backend-memfd hugetlb=on; "
		"transparent_hugepage=always), memory that is there from the start "
		"(prealloc=on), no swap and no balloon below what the guest uses.",
	.see =
		"kvmtrap explain again, a minute later: first touch has ended; grep Huge "
		"/proc/{pid}/smaps_rollup; virsh dommemstat; vmstat 1: si, so; grep numa "
		"/proc/vmstat",
	.source =
		"arch/arm64/kvm/mmu.c (user_mem_abort); arch/x86/kvm/mmu/mmu.c "
		"(kvm_tdp_page_fault)",
};

const struct rule rule_cache_by_set = {
	.name = "cache-by-set", .threshold = { .share = 10, .rate = 100, .time = 5 },
	.part = { { &arm_registers, "DC_*SW" } },
	.what = "{hot}: the guest cleans its caches by set and way",
	.means =
		"Of a guest this cannot mean what it says. KVM therefore cleans all of "
		"the guest's memory instead, and traps its MMU registers until the caches "
		"are on.",
	.helps =
		"A guest that uses DC by address: current firmware and kernels do. It is "
		"normal once, in boot code.",
	.see =
		"kvmtrap stat -I 1 --by hot --vm {vm}; perf trace -e "
		"kvm:kvm_set_way_flush",
	.source =
		"arch/arm64/kvm/sys_regs.c (access_dcsw), arch/arm64/kvm/mmu.c "
		"(kvm_set_way_flush)",
};

const struct rule rule_shadow_paging = {
	.name = "shadow-paging", .threshold = IN_KVM,
	.part = { { &x86_shadow }, { &vmx_control_registers, "CR3" } },
	.what =
		"switches of the page tables and flushes of the TLB, which exit without "
		"nested paging",
	.means =
		"KVM shadows the guest's page tables: each switch of processes, each "
		"flush and each change of its page tables is an exit.",
	.helps =
		"Nested paging: cat /sys/module/kvm_amd/parameters/npt, or "
		"/sys/module/kvm_intel/parameters/ept, says Y if it is on; modprobe "
		"kvm_amd npt=1, or kvm_intel ept=1, where firmware and an outer "
		"hypervisor allow it.",
	.see =
		"kvmtrap stat --by reason --vm {vm}: page faults are PF_EXCP, not NPF or "
		"EPT_VIOLATION",
	.source =
		"AMD manual 2, 15.25 (nested paging); " INTEL "; arch/x86/kvm/svm/svm.c "
		"(init_vmcb), vmx/vmx.c (vmx_exec_control)",
};
