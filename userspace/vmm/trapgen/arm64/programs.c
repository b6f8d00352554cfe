// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - the table of guest programs. Each one also causes one IABT_LOW for its
 * code page. If it ends by itself, it also causes one MMIO_USER for the doorbell.
 */
#include <errno.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>

#include "lib/machine.h"
#include "trapgen/behave.h"
#include "trapgen/debug.h"
#include "trapgen/programs.h"

#define CODE(name) extern const char guest_##name[];
CODE(hvc) CODE(smc) CODE(sysreg) CODE(wfi) CODE(sleep) CODE(touch) CODE(load) CODE(store)
CODE(readonly) CODE(dirty) CODE(pair) CODE(store_pair) CODE(jump) CODE(walk)
CODE(timer) CODE(spin) CODE(mixed) CODE(walk_ram) CODE(sgi) CODE(off) CODE(sve) CODE(pauth)
CODE(sme) CODE(brk) CODE(steps) CODE(watch) CODE(hvc32) CODE(smc32) CODE(cp15)
CODE(cp15_64) CODE(cp14) CODE(cp10) CODE(pending) CODE(ioeventfd_touch) CODE(both) CODE(vectors)
CODE(dirty_rounds) CODE(ptimer) CODE(oslsr) CODE(actlr) CODE(set_way) CODE(pmu)
CODE(walk_gicv2)
#undef CODE

static void add_gic(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_gic(vm, 0);
}

static void add_gicv2(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_gic(vm, KVM_DEV_TYPE_ARM_VGIC_V2);
}

static void add_gicv3(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_gic(vm, KVM_DEV_TYPE_ARM_VGIC_V3);
}

/* With x23 set, the guest goes on after an instruction that is undefined for it. */
static void skip_undefined(struct vm *vm, uint64_t passes)
{
	unsigned int i;

	(void)passes;
	for (i = 0; i < vm->nr_vcpus; i++)
		vcpu_set_x(&vm->vcpus[i], 23, 1);
}

static bool until_off(struct vcpu *vcpu, int err)
{
	return !err && vcpu->run->exit_reason != KVM_EXIT_SYSTEM_EVENT;
}

static bool stop_on_phase(struct vcpu *vcpu, int err)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_STOPPED };

	if (!err && machine_rings(vcpu->run) == RING_PHASE &&
	    ioctl(vcpu->fd, KVM_SET_MP_STATE, &state) < 0)
		fatal("KVM_SET_MP_STATE");
	return !err;
}

#ifndef KVM_MP_STATE_SUSPENDED
#define KVM_MP_STATE_SUSPENDED 10
#endif

static bool suspend_on_phase(struct vcpu *vcpu, int err)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_SUSPENDED };

	if (!err && machine_rings(vcpu->run) == RING_PHASE &&
	    ioctl(vcpu->fd, KVM_SET_MP_STATE, &state) < 0)
		unsupported("suspended vCPUs (5.19)");
	return !err;
}

static void ask_for_nisv(struct vm *vm, uint64_t passes)
{
	struct kvm_enable_cap cap = { .cap = KVM_CAP_ARM_NISV_TO_USER };

	(void)passes;
	if (ioctl(vm->fd, KVM_ENABLE_CAP, &cap) < 0)
		fatal("KVM_CAP_ARM_NISV_TO_USER");
}

static void add_readonly_told(struct vm *vm, uint64_t passes)
{
	add_readonly(vm, 1);
	ask_for_nisv(vm, passes);
}

static bool skip_nisv(struct vcpu *vcpu, int err)
{
	if (err || vcpu->run->exit_reason == KVM_EXIT_ARM_NISV)
		vcpu_skip_instruction(vcpu);
	return !err || err == ENOSYS;
}

const struct program programs[] = {
	{ "hvc", "PSCI_VERSION by HVC", guest_hvc,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "smc", "PSCI_VERSION by SMC", guest_smc,
	  .expect = { { "SMC64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "sysreg", "read ID_AA64PFR0_EL1, which KVM traps", guest_sysreg,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "wfi", "WFI, woken by a signal", guest_wfi,
	  .attend = kick_until_done,
	  .expect = { { "WFx", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "sleep", "WFI, woken by nobody: until trapgen is killed", guest_sleep,
	  .expect = { { "WFx", 1, 0 }, { "MMIO_USER", 0, 0 } } },
	{ "switched-off", "a vCPU that the VMM switches off: until trapgen is killed",
	  guest_dirty, .most = 1, .on_return = stop_on_phase,
	  .expect = { { "DABT_LOW", 0, 1 }, { "MMIO_USER", 0, 1 } } },
	{ "suspended", "a vCPU that the VMM suspends: until trapgen is killed",
	  guest_dirty, .most = 1, .on_return = suspend_on_phase,
	  .expect = { { "DABT_LOW", 0, 1 }, { "MMIO_USER", 0, 1 } } },
	{ "never", "KVM_RUN that returns before the guest is entered",
	  guest_hvc, .setup = never_enter, .any = true },
	{ "late", "KVM_RUN that returns ten times before the guest is entered, then HVC",
	  guest_hvc, .setup = return_at_once, .on_signal = enter_after_ten,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "interrupted", "HVC and a store to the VMM; a KVM_RUN before and after returns at once",
	  guest_both, .address = UNBACKED, .setup = return_at_once,
	  .on_return = interrupt_next, .on_signal = enter_after_every_second,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 1, 1 } } },
	{ "pending", "WFI, which KVM ends at once: an interrupt is pending",
	  guest_pending, .address = GIC_DIST, .setup = add_gicv3,
	  .expect = { { "WFx", 1, 0 }, { "MMIO_KERNEL", 0, 1 },
		      { "SYS64", 0, 1 }, { "MMIO_USER", 0, 1 } } },
	{ "touch", "store to a fresh page of RAM", guest_touch, .most = PAGES,
	  .expect = { { "DABT_LOW", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "withheld", "the same; the VMM gives the memory when KVM_RUN has failed for want of it",
	  guest_touch, .most = PAGES, .setup = withhold_memory, .on_return = give_memory,
	  .expect = { { "DABT_LOW", 1, 1 }, { "MMIO_USER", 0, 1 } } },
	{ "load", "load from an address that nothing backs", guest_load,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "store", "store to an address that nothing backs", guest_store,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "slow-store", "the same, and the VMM takes a millisecond to answer", guest_store,
	  .address = UNBACKED, .on_return = answer_late, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "console", "read a register where QEMU's machine virt has a UART", guest_load,
	  .address = DOORBELL + 0x18, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "rtc", "read a register where QEMU's machine virt has a clock", guest_load,
	  .address = 0x09010000, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "readonly", "read a page of a read-only slot, later write it",
	  guest_readonly, .address = READONLY, .most = READONLY_PAGES,
	  .setup = add_readonly,
	  .expect = { { "DABT_LOW", 1, 0 }, { "MMIO_USER", 1, 1 } } },
	{ "gic", "read GICD_TYPER of the vGIC in the kernel", guest_load,
	  .address = GIC_DIST + 4, .setup = add_gic,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "ioeventfd", "store to an address that signals an eventfd",
	  guest_store, .address = IOEVENT, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "dirty", "touch a page, and again with dirty logging", guest_dirty,
	  .most = PAGES, .on_return = log_dirty_on_phase,
	  .expect = { { "DABT_LOW", 2, 0 }, { "MMIO_USER", 0, 2 } } },
	{ "dirty-rounds", "store to 64 pages, which the VMM has write-protected again",
	  guest_dirty_rounds, .on_return = log_dirty_again,
	  .expect = { { "DABT_LOW", 64, 0 }, { "MMIO_USER", 1, 1 } } },
	{ "nisv", "LDP outside RAM: no valid syndrome, KVM_RUN fails",
	  guest_pair, .address = UNBACKED, .on_return = skip_nisv,
	  .expect = { { "MMIO_USER", 1, 1 } } },
	{ "nisv-user", "the same, asked to be told (KVM_EXIT_ARM_NISV)",
	  guest_pair, .address = UNBACKED, .setup = ask_for_nisv,
	  .on_return = skip_nisv, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "nisv-readonly", "STP to a read-only slot, asked to be told",
	  guest_store_pair, .address = READONLY, .setup = add_readonly_told,
	  .on_return = skip_nisv, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "jump", "fetch an instruction outside every slot", guest_jump,
	  .address = UNBACKED, .most = 1,
	  .expect = { { "IABT_NOSLOT", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	/* KVM maps this page by itself, for loads and stores. */
	{ "jump-gicv2", "fetch from the CPU interface of a GICv2", guest_jump,
	  .address = GIC_CPU, .most = 1, .setup = add_gicv2,
	  .expect = { { "IABT_NOSLOT", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	/*
	 * KVM traps the five registers that set up the MMU, while the MMU is
	 * off. 7.2 does not do so in protected mode.
	 */
	{ "walk", "load where the table walk faults outside every slot",
	  guest_walk, .most = 1,
	  .expect = { { "DABT_NOSLOT", 1, 0 }, { "DABT_LOW", 0, 1 },
		      { "SYS64", 0, 5, "atmost" },
		      { "MMIO_USER", 0, 1 } } },
	{ "walk-gicv2", "the same at the CPU interface of a GICv2",
	  guest_walk_gicv2, .most = 1, .setup = add_gicv2,
	  .expect = { { "DABT_NOSLOT", 1, 0 }, { "DABT_LOW", 0, 1 },
		      { "SYS64", 0, 5, "atmost" },
		      { "MMIO_USER", 0, 1 } } },
	{ "walk-ram", "the same, where the table is on a fresh page",
	  guest_walk_ram, .most = 1,
	  .expect = { { "DABT_LOW", 1, 1 }, { "SYS64", 0, 5, "atmost" },
		      { "MMIO_USER", 0, 1 } } },
	{ "timer", "read the virtual counter, which does not trap", guest_timer,
	  .expect = { { "SYS64", 0, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "ptimer", "read CNTP_CTL_EL0, which traps without VHE", guest_ptimer,
	  .expect = { { "SYS64", 1, 0, "atmost" }, { "MMIO_USER", 0, 1 } } },
	{ "oslsr", "read OSLSR_EL1, a debug register", guest_oslsr,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "actlr", "read ACTLR_EL1, which KVM traps", guest_actlr,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "set-way", "clean a cache line by set and way", guest_set_way,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "pmu", "read PMCCNTR_EL0 on a vCPU without a PMU", guest_pmu,
	  .setup = skip_undefined,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "sgi", "send an interrupt by ICC_SGI1R_EL1, to no vCPU", guest_sgi,
	  .setup = add_gicv3,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "off", "PSCI SYSTEM_OFF", guest_off, .most = 1, .on_return = until_off,
	  .expect = { { "HVC64", 1, 0 } } },
	{ "sve", "an SVE instruction on a vCPU without SVE", guest_sve,
	  .setup = skip_undefined,
	  .needs = { AT_HWCAP, 1ul << 22, "SVE" },
	  .expect = { { "SVE", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "pauth", "PACGA on a vCPU without pointer authentication",
	  guest_pauth, .setup = skip_undefined,
	  .needs = { AT_HWCAP, 1ul << 31, "generic pointer authentication" },
	  .expect = { { "PAC", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "sme", "an SME instruction, which no vCPU has", guest_sme,
	  .setup = skip_undefined,
	  .needs = { AT_HWCAP2, 1ul << 23, "SME" },
	  .expect = { { "SME", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "brk", "a software breakpoint of the VMM", guest_brk,
	  .setup = debug_brk, .on_return = debug_skip,
	  .expect = { { "BRK64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "steps", "three single steps of the VMM", guest_steps,
	  .setup = debug_steps,
	  .expect = { { "SOFTSTP_LOW", 3, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "break", "a hardware breakpoint of the VMM", guest_steps,
	  .setup = debug_break, .on_return = debug_skip,
	  .expect = { { "BREAKPT_LOW", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "watch", "a watchpoint of the VMM", guest_watch,
	  .setup = debug_watch, .on_return = debug_skip,
	  .expect = { { "WATCHPT_LOW", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "hvc32", "PSCI_VERSION by HVC, in AArch32", guest_hvc32,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .expect = { { "HVC32", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "smc32", "PSCI_VERSION by SMC, in AArch32", guest_smc32,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .expect = { { "SMC32", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "cp15", "read ACTLR, in AArch32", guest_cp15,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .expect = { { "CP15_32", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "cp15-64", "send an interrupt by ICC_SGI1R, in AArch32", guest_cp15_64,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .setup = add_gicv3,
	  .expect = { { "CP15_64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "cp14", "read DBGDIDR, in AArch32", guest_cp14,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .expect = { { "CP14_MR", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "cp10", "read MVFR0, of the FPU, in AArch32 (from 6.0 on)", guest_cp10,
	  .features = 1 << KVM_ARM_VCPU_EL1_32BIT, .most = UINT32_MAX,
	  .expect = { { "CP10_ID", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "fuzz", "for PASSES seconds: random instructions on random registers",
	  guest_vectors, .most = 3600, .setup = fuzz_setup,
	  .attend = fuzz_attend, .on_return = fuzz_on_return,
	  .on_signal = fuzz_on_signal, .any = true },
	{ "spin", "spin without an exit of its own; kicked by signals",
	  guest_spin, .setup = limit_signals, .attend = kick_until_done,
	  .expect = { { "MMIO_USER", 0, 0 } } },
	{ "mixed", "a hypercall, a store outside RAM and a fresh page",
	  guest_mixed, .most = PAGES,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 1, 1 },
		      { "DABT_LOW", 1, 0 } } },
	{ "ioeventfd-touch", "store to an address that signals an eventfd, and to a fresh page",
	  guest_ioeventfd_touch, .most = PAGES, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "DABT_LOW", 1, 0 },
		      { "MMIO_USER", 0, 1 } } },
	{ NULL }
};
