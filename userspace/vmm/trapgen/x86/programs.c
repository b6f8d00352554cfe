// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - the table of guest programs. Each one also causes one NPF for its code
 * page. If it ends by itself, it also causes one PIO_USER for the doorbell. The names
 * are those of AMD: see arch/x86/reasons.c.
 */
#include <sys/ioctl.h>

#include "lib/machine.h"
#include "trapgen/behave.h"
#include "trapgen/debug.h"
#include "trapgen/programs.h"
#include "trapgen/x86/setup.h"

#define CODE(name) extern const char guest_##name[];
CODE(hvc) CODE(other_hvc) CODE(cpuid) CODE(sysreg) CODE(wrmsr) CODE(wfi) CODE(touch)
CODE(load) CODE(store) CODE(both) CODE(readonly) CODE(dirty) CODE(out8) CODE(out16)
CODE(out32) CODE(in8) CODE(in16) CODE(in32) CODE(outs) CODE(ins) CODE(timer) CODE(sgi)
CODE(self_ipi) CODE(off) CODE(spin) CODE(mixed) CODE(ioeventfd_touch) CODE(rep_outs)
CODE(rep_ins) CODE(rep_stos) CODE(invlpg) CODE(pause) CODE(wbinvd) CODE(invd)
CODE(monitor) CODE(mwait) CODE(xsetbv) CODE(cr0) CODE(cr3) CODE(cr4) CODE(cr8) CODE(dr)
CODE(jump) CODE(msr_read) CODE(msr_write) CODE(ud) CODE(rdpmc) CODE(pending) CODE(brk)
CODE(steps) CODE(watch) CODE(nested) CODE(ap) CODE(nmi) CODE(deadline) CODE(dirty_rounds)
CODE(big_real)
#undef CODE

#define RINGS { "PIO_USER", 0, 1 }

/* A signal does not end HLT, as an interrupt would. The VMM ends it. */
static void end_hlt(struct vcpu *vcpu)
{
	struct kvm_mp_state state;

	kvm_ioctl(vcpu->fd, KVM_GET_MP_STATE, &state, "KVM_GET_MP_STATE");
	if (state.mp_state != KVM_MP_STATE_HALTED)
		return;
	state.mp_state = KVM_MP_STATE_RUNNABLE;
	kvm_ioctl(vcpu->fd, KVM_SET_MP_STATE, &state, "KVM_SET_MP_STATE");
}

/* The vCPU then waits to be started by another one. */
static bool stop_on_phase(struct vcpu *vcpu, int err)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_UNINITIALIZED };

	if (!err && machine_rings(vcpu->run) == RING_PHASE)
		kvm_ioctl(vcpu->fd, KVM_SET_MP_STATE, &state, "KVM_SET_MP_STATE");
	return !err;
}

static bool until_error(struct vcpu *vcpu, int err)
{
	return !err && vcpu->run->exit_reason != KVM_EXIT_INTERNAL_ERROR;
}

static bool until_off(struct vcpu *vcpu, int err)
{
	return !err && vcpu->run->exit_reason != KVM_EXIT_SHUTDOWN;
}

const struct program programs[] = {
	{ "hvc", "a hypercall that KVM answers", guest_hvc,
	  .expect = { { "VMMCALL", 1, 0 }, RINGS } },
	{ "other-hvc", "the same, by the other vendor's instruction, which KVM replaces",
	  guest_other_hvc,
	  .expect = { { "VMMCALL", 1, 0 }, { "UD_EXCP", 0, 1 }, RINGS } },
	{ "cpuid", "CPUID", guest_cpuid, .expect = { { "CPUID", 1, 0 }, RINGS } },
	{ "sysreg", "read an MSR, IA32_APIC_BASE, which KVM traps", guest_sysreg,
	  .expect = { { "RDMSR", 1, 0 }, RINGS } },
	{ "wrmsr", "write an MSR, IA32_PAT, which KVM traps", guest_wrmsr,
	  .expect = { { "WRMSR", 1, 0 }, RINGS } },
	{ "deadline", "write an MSR, IA32_TSC_DEADLINE", guest_deadline,
	  .features = X86_IRQCHIP | X86_X2APIC, .expect = { { "WRMSR", 1, 0 }, RINGS } },
	{ "wfi", "HLT with a LAPIC in the kernel, ended by a signal", guest_wfi,
	  .features = X86_IRQCHIP, .attend = kick_until_done, .on_signal = end_hlt,
	  .expect = { { "HLT", 1, 0 }, RINGS } },
	{ "hlt", "HLT without a LAPIC in the kernel, which is the VMM's", guest_wfi,
	  .expect = { { "HLT", 1, 0 }, RINGS } },
	{ "sleep", "HLT, ended by nobody: until trapgen is killed", guest_wfi,
	  .features = X86_IRQCHIP, .expect = { { "HLT", 1, 0 }, { "PIO_USER", 0, 0 } } },
	{ "switched-off", "a vCPU that the VMM switches off: until trapgen is killed",
	  guest_dirty, .features = X86_IRQCHIP, .most = 1, .on_return = stop_on_phase,
	  .expect = { { "NPF", 0, 1 }, RINGS } },
	{ "never", "KVM_RUN that returns before the guest is entered",
	  guest_hvc, .setup = never_enter, .any = true },
	{ "late", "KVM_RUN that returns ten times before the guest is entered, then a hypercall",
	  guest_hvc, .setup = return_at_once, .on_signal = enter_after_ten,
	  .expect = { { "VMMCALL", 1, 0 }, RINGS } },
	{ "interrupted",
	  "a hypercall and a store to the VMM; a KVM_RUN before and after returns at once",
	  guest_both, .address = UNBACKED, .setup = return_at_once,
	  .on_return = interrupt_next, .on_signal = enter_after_every_second,
	  .expect = { { "VMMCALL", 1, 0 }, { "MMIO_USER", 1, 0 }, RINGS } },
	{ "touch", "store to a fresh page of RAM", guest_touch, .most = PAGES,
	  .expect = { { "NPF", 1, 0 }, RINGS } },
	{ "load", "load from an address that nothing backs", guest_load,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 0 }, RINGS } },
	{ "store", "store to an address that nothing backs", guest_store,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 0 }, RINGS } },
	{ "readonly", "read a page of a read-only slot, later write it",
	  guest_readonly, .address = READONLY, .most = 16384, .setup = add_readonly,
	  .expect = { { "NPF", 1, 0 }, { "MMIO_USER", 1, 0 }, RINGS } },
	/* Without nested paging it looks like a store to a page table. */
	{ "readonly-event", "store to a read-only slot, in which an eventfd is signalled",
	  guest_store, .address = READONLY, .setup = add_readonly_event,
	  .expect = { { "MMIO_KERNEL", 1, 0, .when = host_nested_paging },
		      { "PF_EXCP", 1, 0, .when = host_shadow_paging }, RINGS } },
	{ "gic", "read a register of the IOAPIC in the kernel", guest_load,
	  .address = IOAPIC, .features = X86_IRQCHIP,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "lapic", "read the LAPIC's version from its page", guest_load,
	  .address = LAPIC + 0x30, .features = X86_IRQCHIP,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	/* Intel's CPUs read it without an exit. */
	{ "tpr", "read the LAPIC's task priority, of which the VMM wants to be told", guest_load,
	  .address = LAPIC + 0x80, .features = X86_IRQCHIP, .setup = report_tpr,
	  .expect = { { "MMIO_KERNEL", 1, 0, .when = host_is_amd }, RINGS } },
	{ "ioeventfd", "store to an address that signals an eventfd",
	  guest_store, .address = IOEVENT, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "dirty", "touch a page, and again with dirty logging", guest_dirty,
	  .most = PAGES, .on_return = log_dirty_on_phase,
	  .expect = { { "NPF", 2, 0 }, { "PIO_USER", 0, 2 } } },
	{ "dirty-rounds", "store to 64 pages, which the VMM has write-protected again",
	  guest_dirty_rounds, .on_return = log_dirty_again,
	  .expect = { { "NPF", 64, 0 }, { "PIO_USER", 1, 1 } } },
	{ "slow-store", "store outside RAM, and the VMM takes a millisecond to answer",
	  guest_store, .address = UNBACKED, .on_return = answer_late,
	  .expect = { { "MMIO_USER", 1, 0 }, RINGS } },
	{ "console", "OUT of a byte to the first serial port", guest_out8, .address = 0x3f8,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "pit", "IN of a byte from the timer PIT, which the VMM has", guest_in8, .address = 0x40,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "out", "OUT of a byte to the VMM", guest_out8, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "out16", "OUT of two bytes to the VMM", guest_out16, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "out32", "OUT of four bytes to the VMM", guest_out32, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "in", "IN of a byte from the VMM", guest_in8, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "in16", "IN of two bytes from the VMM", guest_in16, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "in32", "IN of four bytes from the VMM", guest_in32, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "outs", "OUTS of a byte to the VMM", guest_outs, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "ins", "INS of a byte from the VMM", guest_ins, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 } } },
	{ "timer", "read the time stamp counter, which does not trap", guest_timer,
	  .expect = { RINGS } },
	{ "sgi", "send an interrupt by the x2APIC, to no vCPU", guest_sgi,
	  .features = X86_IRQCHIP | X86_X2APIC,
	  .expect = { { "WRMSR", 1, 0 }, RINGS } },
	{ "self-ipi", "send an interrupt to itself by the x2APIC, and do not take it",
	  guest_self_ipi, .features = X86_IRQCHIP | X86_X2APIC,
	  .expect = { { "WRMSR", 1, 0 }, RINGS } },
	{ "off", "shut down by a triple fault", guest_off, .most = 1, .on_return = until_off,
	  .expect = { { "SHUTDOWN", 1, 0 } } },
	{ "spin", "spin without an exit of its own; kicked by signals",
	  guest_spin, .setup = limit_signals, .attend = kick_until_done,
	  .expect = { { "PIO_USER", 0, 0 } } },
	{ "mixed", "a hypercall, a store outside RAM and a fresh page",
	  guest_mixed, .most = PAGES,
	  .expect = { { "VMMCALL", 1, 0 }, { "MMIO_USER", 1, 0 }, { "NPF", 1, 0 }, RINGS } },
	{ "ioeventfd-touch", "store to an address that signals an eventfd, and to a fresh page",
	  guest_ioeventfd_touch, .most = PAGES, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "NPF", 1, 0 }, RINGS } },
	{ "ioeventfd-any", "the same, of any length", guest_store, .address = IOEVENT,
	  .setup = add_ioeventfd_any,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "ioeventfd-port", "OUT to a port that signals an eventfd", guest_out8,
	  .address = PORT_EVENT, .setup = add_ioeventfd_port,
	  .expect = { { "PIO_KERNEL", 1, 0 }, RINGS } },
	/* The ring has 170 entries. Kernels such as 5.10 take it for full after 85. */
	{ "coalesced", "store to the ring of coalesced MMIO", guest_store,
	  .address = UNBACKED, .most = 85, .setup = add_coalesced,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	/* A CPU may also trap when no byte is left; KVM then has nothing to do. */
	{ "rep-outs", "OUTS of eight bytes by one instruction, which traps for each of them",
	  guest_rep_outs, .address = PORT,
	  .expect = { { "PIO_USER", 8, 1 }, { "PIO_KERNEL", 1, 0, "atmost" } } },
	{ "rep-ins", "INS of eight bytes by one instruction", guest_rep_ins, .address = PORT,
	  .expect = { { "PIO_USER", 1, 1 }, { "PIO_KERNEL", 1, 0, "atmost" } } },
	{ "rep-stos", "STOS of eight bytes outside RAM by one instruction, which traps for each",
	  guest_rep_stos, .address = UNBACKED, .expect = { { "MMIO_USER", 8, 0 }, RINGS } },
	{ "split", "load over the end of a page outside RAM: KVM_RUN returns twice", guest_load,
	  .address = UNBACKED + 4094, .expect = { { "MMIO_USER", 1, 0 }, RINGS } },
	{ "invlpg", "INVLPG, which traps without nested paging", guest_invlpg,
	  .expect = { { "INVLPG", 1, 0, .when = host_shadow_paging }, RINGS } },
	{ "pause", "PAUSE, of which some trap on some CPUs", guest_pause,
	  .expect = { { "PAUSE", 1, 0, "atmost" }, RINGS } },
	{ "wbinvd", "WBINVD", guest_wbinvd, .expect = { { "WBINVD", 1, 0 }, RINGS } },
	{ "invd", "INVD", guest_invd,
	  .expect = { { "INVD", 1, 0, .when = host_is_hardware },
		      { "WBINVD", 1, 0, .when = host_is_qemu }, RINGS } },
	{ "rdpmc", "RDPMC", guest_rdpmc, .setup = catch_exceptions,
	  .expect = { { "RDPMC", 1, 0 }, RINGS } },
	{ "monitor", "MONITOR", guest_monitor, .expect = { { "MONITOR", 1, 0 }, RINGS } },
	{ "mwait", "MWAIT", guest_mwait, .expect = { { "MWAIT", 1, 0 }, RINGS } },
	{ "xsetbv", "XSETBV", guest_xsetbv, .setup = allow_xsave,
	  .expect = { { "XSETBV", 1, 0, .when = host_is_hardware }, RINGS } },
	{ "cr0", "write CR0, with another AM", guest_cr0,
	  .expect = { { "CR0_SEL_WRITE", 1, 0, .when = host_nested_paging },
		      { "WRITE_CR0", 1, 0, .when = host_shadow_paging }, RINGS } },
	{ "cr3", "write CR3, which traps without nested paging", guest_cr3,
	  .expect = { { "WRITE_CR3", 1, 0, .when = host_shadow_paging }, RINGS } },
	{ "cr4", "write CR4, with another TSD", guest_cr4,
	  .expect = { { "WRITE_CR4", 1, 0 }, RINGS } },
	{ "cr8", "write CR8 twice, in long mode; the VMM is told when it goes down", guest_cr8,
	  .setup = enter_long_mode,
	  .expect = { { "WRITE_CR8", 2, 0 }, { "NPF", 0, 3, .when = host_nested_paging },
		      RINGS } },
	/* After each exit, also one by an interrupt of the host, it is so again. */
	{ "dr", "read and write DR7: the first access traps, and gives them to the guest", guest_dr,
	  .expect = { { "READ_DR7", 0, 1, "atleast" }, { "WRITE_DR7", 0, 0, "atleast" },
		      RINGS } },
	{ "dr-debug", "read and write DR7, which the VMM has", guest_dr, .setup = debug_none,
	  .expect = { { "READ_DR7", 1, 0 }, { "WRITE_DR7", 1, 0 }, RINGS } },
	{ "jump", "fetch an instruction outside every slot", guest_jump,
	  .address = UNBACKED, .most = 1, .on_return = until_error,
	  .expect = { { "NPF", 1, 0 }, { "PIO_USER", 0, 0 } } },
	{ "msr-user", "read an MSR for which the VMM answers", guest_msr_read,
	  .address = 0xc0de, .setup = ask_for_msrs,
	  .expect = { { "RDMSR", 1, 0 }, RINGS } },
	{ "msr-set-user", "write an MSR for which the VMM answers", guest_msr_write,
	  .address = 0xc0de, .setup = ask_for_msrs,
	  .expect = { { "WRMSR", 1, 0 }, RINGS } },
	{ "msr-denied", "read an MSR that a filter leaves to the VMM", guest_msr_read,
	  .address = MSR_PAT, .setup = forbid_msrs,
	  .expect = { { "RDMSR", 1, 0 }, { "lost", 0, 30, .when = amd_counts_ranges },
		      { "NOT_ENTERED", 0, 24, .when = intel_counts_ranges }, RINGS } },
	{ "msr-caught", "write an MSR that would not trap without such a filter", guest_msr_write,
	  .address = MSR_KERNEL_GS_BASE, .setup = forbid_msrs,
	  .expect = { { "WRMSR", 1, 0 }, { "lost", 1, 30, .when = amd_counts_ranges },
		      { "NOT_ENTERED", 1, 24, .when = intel_counts_ranges }, RINGS } },
	{ "msr-free", "write an MSR that does not trap", guest_msr_write,
	  .address = MSR_KERNEL_GS_BASE,
	  .expect = { RINGS } },
	{ "msr-filter", "read an MSR, with a filter of three others", guest_msr_read,
	  .address = MSR_PAT, .setup = filter_other_msrs,
	  .expect = { { "RDMSR", 1, 0 }, { "lost", 3, 48, .when = amd_counts_ranges },
		      { "NOT_ENTERED", 3, 39, .when = intel_counts_ranges }, RINGS } },
	{ "ud", "UD2", guest_ud, .setup = catch_exceptions,
	  .expect = { { "UD_EXCP", 1, 0 }, RINGS } },
	{ "pending", "HLT, which KVM ends at once: an interrupt is pending", guest_pending,
	  .features = X86_IRQCHIP | X86_X2APIC, .setup = catch_exceptions,
	  .expect = { { "WRMSR", 2, 1 }, { "HLT", 1, 0 }, { "VINTR", 1, 0, "atmost" }, RINGS } },
	{ "brk", "a software breakpoint of the VMM", guest_brk,
	  .setup = debug_int3, .on_return = debug_skip,
	  .expect = { { "BP_EXCP", 1, 0 }, RINGS } },
	{ "steps", "three single steps of the VMM", guest_steps, .setup = debug_steps,
	  .expect = { { "DB_EXCP", 3, 1 }, RINGS } },
	{ "break", "a hardware breakpoint of the VMM", guest_steps,
	  .setup = debug_break, .on_return = debug_skip,
	  .expect = { { "DB_EXCP", 1, 0 }, RINGS } },
	{ "watch", "a watchpoint of the VMM", guest_watch, .setup = debug_watch,
	  .expect = { { "DB_EXCP", 1, 0 }, RINGS } },
	/* On Intel's the first run is VMLAUNCH. Some fields may be written without an exit. */
	{ "nested", "run a guest of its own, which does WBINVD and a hypercall to its host",
	  guest_nested, .setup = run_nested,
	  .expect = { { "VMRUN", 1, 0, .when = host_is_amd },
		      { "VMON", 0, 1, .when = host_is_intel },
		      { "VMCLEAR", 0, 1, .when = host_is_intel },
		      { "VMPTRLD", 0, 1, .when = host_is_intel },
		      { "VMWRITE", 0, 1, "atleast", .when = host_is_intel },
		      { "VMLAUNCH", 0, 1, .when = host_is_intel },
		      { "VMRESUME", 1, -1, .when = host_is_intel },
		      { "WBINVD", 1, 0 }, { "VMMCALL", 1, 0 }, RINGS } },
	/*
	 * The next INIT may come before the other one gets to HLT. Some CPUs trap when one
	 * has waited by PAUSE for long, however often that is.
	 */
	{ "ap", "start the second vCPU by INIT and SIPI; it does CPUID and HLT", guest_ap,
	  .features = X86_IRQCHIP | X86_X2APIC, .vcpus = 2, .most = UINT32_MAX,
	  .setup = wait_for_start, .on_return = until_started,
	  .expect = { { "WRMSR", 2, 0, .of = 1 }, { "NPF", 0, 1, .of = 1 },
		      { "CPUID", 1, 0, .of = 2 }, { "HLT", 1, 0, "atmost", .of = 2 },
		      { "PAUSE", 0, 0, "atleast" }, RINGS } },
	{ "nmi", "an NMI of the VMM's; KVM waits for its IRET", guest_nmi,
	  .setup = catch_exceptions, .on_return = nmi_on_phase,
	  .expect = { { "PIO_USER", 1, 1 }, { "IRET", 1, 0, .when = host_traps_iret } } },
	/* Intel's CPUs say when the guest has returned from the first. */
	{ "two-nmis", "two NMIs at once; KVM steps over the IRET of the first", guest_nmi,
	  .setup = catch_exceptions, .on_return = two_nmis_on_phase,
	  .expect = { { "PIO_USER", 1, 1 }, { "IRET", 2, 0, .when = host_traps_iret },
		      { "DB_EXCP", 1, 0, .when = host_traps_iret },
		      { "NMI_WINDOW", 1, 0, .when = host_is_intel } } },
	/* Two would keep their state at the same place. */
	{ "smi", "an SMI of the VMM's, whose code does CPUID, signals an eventfd, and does RSM",
	  guest_nmi, .address = IOEVENT, .vcpus = 1, .setup = add_smm, .on_return = smi_on_phase,
	  .expect = { { "PIO_USER", 1, 1 }, { "CPUID", 1, 0, .when = host_enters_any_state },
		      { "MMIO_KERNEL", 1, 0, .when = host_enters_any_state },
		      { "RSM", 1, 0, .when = host_enters_any_state },
		      { "NPF", 0, 1, .when = host_enters_any_state },
		      { "NOT_ENTERED", 1, 0, "atleast", .when = host_emulates_states } } },
	/* KVM emulates on until an OUT, or until the thread has something else to do. */
	{ "big-real", "OUT of a byte to the VMM in real mode, with segments of 4 GiB",
	  guest_big_real, .address = PORT,
	  .expect = { { "CR0_SEL_WRITE", 0, 1, .when = host_nested_paging },
		      { "WRITE_CR0", 0, 1, .when = host_shadow_paging },
		      { "PIO_USER", 1, 1, .when = host_enters_any_state },
		      { "NOT_ENTERED", 1, 1, "atleast", .when = host_emulates_states } } },
	{ NULL }
};
