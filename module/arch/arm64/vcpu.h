/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcpu.h - what is read from a struct kvm_vcpu at an exit, on arm64.
 *
 * It is read only through KVM's headers, and only while KVM_RUN holds the vCPU.
 * No function of KVM's is called: no kernel exports them all.
 */
#ifndef KVMTRAP_ARM64_VCPU_H
#define KVMTRAP_ARM64_VCPU_H

#include <linux/kvm_host.h>
#include <uapi/linux/psci.h>
#include <asm/kvm_asm.h>
#include <asm/kvm_emulate.h>

#include "compat.h"
#include "decode.h"
#include "hotkey.h"

static_assert(ARM_EXCEPTION_IRQ == EXIT_IRQ);
static_assert(ARM_EXCEPTION_EL1_SERROR == EXIT_EL1_SERROR);
static_assert(ARM_EXCEPTION_TRAP == EXIT_TRAP);
static_assert(ARM_EXCEPTION_IL == EXIT_ILLEGAL_STATE);
static_assert(ARM_EXCEPTION_HYP_GONE == EXIT_HYP_GONE);
static_assert(BIT(ARM_EXIT_WITH_SERROR_BIT) == EXIT_WITH_SERROR);

/**
 * arm64_captured_ipa() - the guest-physical address of an abort
 * @vcpu: the vCPU that has exited with one
 * @esr: ESR_EL2 of it
 *
 * Context: handler at an exit, preemption off.
 * Return: the address, of which KVM keeps page and offset apart; 0 where the CPU did not
 * tell it. KVM gives INVALID_GPA then, after 6.12. Where the guest's own table walk
 * faulted, HFAR is the address that was to be translated: only the page is known.
 */
static __always_inline u64 arm64_captured_ipa(const struct kvm_vcpu *vcpu, u64 esr)
{
	u64 page = kvm_vcpu_get_fault_ipa(vcpu);

	if (unlikely(!~page))
		return 0;
	if (unlikely(esr & ESR_S1PTW))
		return page;
	return page | (kvm_vcpu_get_hfar(vcpu) & GENMASK(11, 0));
}

/**
 * arch_stat_exits() - how many exits of @vcpu KVM has counted
 * @vcpu: the vCPU
 * @at_exit: called where exits are seen: include the exit that is seen now
 *
 * KVM counts on arm64 before either point that is attached to.
 *
 * Context: handler, preemption off.
 * Return: KVM's count, which somebody may have cleared.
 */
static __always_inline u64 arch_stat_exits(const struct kvm_vcpu *vcpu,
					   bool at_exit)
{
	return vcpu->stat.exits;
}

/**
 * arch_exit_begins() - before all else that is done about an exit on the slow path
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_exit_begins(void)
{
}

/**
 * arch_exit_read() - read an exit before KVM handles it
 * @x: is filled, but for pc and nested, which arch_exit_open() sets
 * @vcpu: the vCPU that has exited
 * @code: what the probe was told: KVM's exception index
 * @facts: of the vCPU
 *
 * Context: handler at an exit, preemption off.
 * Return: the reason, as far as is known by then.
 */
static __always_inline enum kvmtrap_reason
arch_exit_read(struct arch_exit *x, const struct kvm_vcpu *vcpu, u32 code, u64 facts)
{
	enum kvmtrap_reason reason;

	x->index = code;
	/* For an IRQ the hypervisor does not refresh the syndrome. */
	x->esr = code == EXIT_TRAP ? kvm_vcpu_get_esr(vcpu) : 0;
	x->ec = ESR_EC(x->esr);
	reason = likely(code == EXIT_TRAP) ? (enum kvmtrap_reason)x->ec :
					     arm64_decode(code, x->esr);
	x->ipa = arch_needs_outcome(reason) ? arm64_captured_ipa(vcpu, x->esr) : 0;
	return reason;
}

/**
 * arch_exit_read_fast() - arch_exit_read() for the most frequent exits
 * @reason: is set
 * @detail: is set to ESR_EL2, 0 where it is stale
 * @vcpu: the vCPU that has exited
 * @code: what the probe was told: KVM's exception index
 * @facts: of the vCPU
 *
 * It gives two numbers, and no struct arch_exit: a kernel that zeroes what is
 * on the stack would zero it.
 *
 * Context: handler at an exit, preemption off.
 * Return: false if the exit is another one.
 */
static __always_inline bool
arch_exit_read_fast(enum kvmtrap_reason *reason, u64 *detail,
		    const struct kvm_vcpu *vcpu, u32 code, u64 facts)
{
	*detail = 0;
	if (likely(code == EXIT_TRAP)) {
		*detail = kvm_vcpu_get_esr(vcpu);
		*reason = (u32)*detail >> 26;
	} else if (likely(code == EXIT_IRQ)) {
		*reason = KVMTRAP_R_IRQ;
	} else {
		return false;
	}
	return true;
}

/**
 * arch_hot_detail() - arch_exit_detail() of an exit that was read fast
 * @reason: of the exit
 * @detail: as arch_exit_read_fast() has set it
 *
 * Context: handler at an exit, preemption off.
 * Return: the detail.
 */
static __always_inline u64 arch_hot_detail(enum kvmtrap_reason reason, u64 detail)
{
	return detail;
}

/**
 * arch_plain_read() - read of a plain exit what arch_exit_read_fast() has not
 * @x: is filled, but for the PC where nobody needs it
 * @vcpu: the vCPU that has exited
 * @reason: of the exit, as far as is known
 * @detail: as arch_exit_read_fast() has set it
 * @code: what the probe was told
 * @facts: arch_vcpu_facts()
 * @bare: nobody needs more of it than its reason
 *
 * Context: handler at an exit, preemption off.
 */
static __always_inline void arch_plain_read(struct arch_exit *x,
					    const struct kvm_vcpu *vcpu,
					    enum kvmtrap_reason reason, u64 detail,
					    u32 code, u64 facts, bool bare)
{
	arch_exit_read(x, vcpu, code, facts);
}

/**
 * arch_exit_read_again() - arch_exit_read() of one that is bare, some time later
 * @x: is filled, but for the PC
 * @vcpu: the vCPU, which has not exited again
 *
 * Context: handler, preemption off.
 * Return: the reason, as far as was known then.
 */
static __always_inline enum kvmtrap_reason
arch_exit_read_again(struct arch_exit *x, const struct kvm_vcpu *vcpu)
{
	/* A nested one is never plain. */
	x->nested = false;
	return arch_exit_read(x, vcpu, EXIT_TRAP, 0);
}

/**
 * arch_exit_halts() - does KVM put the vCPU to sleep for an exit?
 * @reason: of the exit, for which arch_may_halt() is true
 * @detail: ESR_EL2
 * @vcpu: the vCPU
 *
 * WFI does, WFE only yields (ESR_ELx ISS.TI, bit 0); of the hypercalls PSCI's
 * CPU_SUSPEND and CPU_OFF do. An SMC is a hypercall from 6.4 on, if its immediate is 0.
 * KVM passes each HVC of a VM that has an EL2 of its own to that.
 *
 * Context: handler at an exit, preemption off.
 * Return: true if it does.
 */
static __always_inline bool arch_exit_halts(enum kvmtrap_reason reason,
					    u64 detail,
					    const struct kvm_vcpu *vcpu)
{
	u32 function;

	if (reason == KVMTRAP_EC_WFx)
		return !(detail & 1);
	function = vcpu_get_reg(vcpu, 0);
	/* Most calls are none of the three: one comparison rules them out. */
	if (likely((function & ~PSCI_0_2_64BIT) - PSCI_0_2_FN_CPU_SUSPEND > 1))
		return false;
	/* The codes of SMC are odd, those of HVC are even. */
	if (reason & 1 && (!KVMTRAP_SMC_IS_CALL || detail & GENMASK(15, 0)))
		return false;
#ifdef KVM_ARM_VCPU_HAS_EL2	/* from 6.4 on */
	if (!(reason & 1) && vcpu_has_nv(vcpu))
		return false;
#endif
	return function == PSCI_0_2_FN_CPU_OFF ||
	       function == PSCI_0_2_FN_CPU_SUSPEND ||
	       function == PSCI_0_2_FN64_CPU_SUSPEND;
}

/**
 * arch_mp_state_is_off() - does a vCPU in this state wait in KVM_RUN?
 * @state: a KVM_MP_STATE_*
 *
 * Context: any.
 * Return: true if KVM does not enter the guest of one that is in it.
 */
static __always_inline bool arch_mp_state_is_off(u32 state)
{
#ifdef KVM_MP_STATE_SUSPENDED	/* from 5.19 on */
	if (state == KVM_MP_STATE_SUSPENDED)
		return true;
#endif
	return state == KVM_MP_STATE_STOPPED;
}

/**
 * arch_vcpu_is_off() - is it switched off or suspended, by PSCI or the VMM?
 * @vcpu: the vCPU
 *
 * "KVM: arm64: Track vCPU power state using MP state values" of 5.19 made a state
 * of a flag; vendors have taken it to older kernels. Kbuild looks which one this
 * kernel's struct kvm_vcpu_arch has.
 *
 * Context: handler, preemption off.
 * Return: true if it is.
 */
static __always_inline bool arch_vcpu_is_off(const struct kvm_vcpu *vcpu)
{
#ifdef KVMTRAP_HAVE_MP_STATE
	return arch_mp_state_is_off(READ_ONCE(vcpu->arch.mp_state.mp_state));
#else
	return READ_ONCE(vcpu->arch.power_off);
#endif
}

/**
 * arch_return_by_exit() - KVM_RUN returned 0: did an exit make it?
 * @run: what the vCPU shares with the VMM
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: true if it was an exit.
 */
static __always_inline bool arch_return_by_exit(const struct kvm_run *run)
{
	u32 why = READ_ONCE(run->exit_reason);

	return arm64_return_by_exit(why, why == KVM_EXIT_SYSTEM_EVENT ?
		READ_ONCE(run->system_event.type) :
		READ_ONCE(run->fail_entry.hardware_entry_failure_reason));
}

/**
 * arch_hot_key() - what exactly an exit trapped on, as a number
 * @kind: arch_hot_kind() of @reason, not HOT_NONE
 * @reason: of the exit, which is settled
 * @detail: arch_exit_detail()
 * @address: arch_exit_address()
 * @vcpu: the vCPU; by SMCCC its x0 has the function of a call
 *
 * Context: handler, preemption off, in the vCPU's thread.
 * Return: the key, never 0.
 */
static __always_inline u64 arch_hot_key(enum hot_kind kind,
					enum kvmtrap_reason reason, u64 detail,
					u64 address,
					const struct kvm_vcpu *vcpu)
{
	return arm64_hot_key(kind, reason, detail, address,
			     kind == HOT_CALL ? vcpu_get_reg(vcpu, 0) : 0);
}

#endif
