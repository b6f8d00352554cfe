// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - the table of guest programs. Each one also causes one NPF for its code
 * page. If it ends by itself, it also causes one PIO_USER for the doorbell. The names
 * are those of AMD: see arch/x86/reasons.c.
 */
#include <sys/ioctl.h>

#include "lib/machine.h"
#include "trapgen/behave.h"
#include "trapgen/programs.h"

#define CODE(name) extern const char guest_##name[];
CODE(hvc) CODE(other_hvc) CODE(cpuid) CODE(sysreg) CODE(wrmsr) CODE(wfi) CODE(touch)
CODE(load) CODE(store) CODE(both) CODE(readonly) CODE(dirty) CODE(out8) CODE(out16)
CODE(out32) CODE(in8) CODE(in16) CODE(in32) CODE(outs) CODE(ins) CODE(timer) CODE(sgi)
CODE(self_ipi) CODE(off) CODE(spin) CODE(mixed) CODE(ioeventfd_touch)
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
	{ "gic", "read a register of the IOAPIC in the kernel", guest_load,
	  .address = IOAPIC, .features = X86_IRQCHIP,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "lapic", "read the LAPIC's version from its page", guest_load,
	  .address = LAPIC + 0x30, .features = X86_IRQCHIP,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "ioeventfd", "store to an address that signals an eventfd",
	  guest_store, .address = IOEVENT, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, RINGS } },
	{ "dirty", "touch a page, and again with dirty logging", guest_dirty,
	  .most = PAGES, .on_return = log_dirty_on_phase,
	  .expect = { { "NPF", 2, 0 }, { "PIO_USER", 0, 2 } } },
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
	{ NULL }
};
