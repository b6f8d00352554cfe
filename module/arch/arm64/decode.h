/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * decode.h - the reasons of exits on arm64, and how they are told.
 *
 * What KVM hands to handle_exit() is written out here because the decoding also
 * compiles on build machines that have no asm/kvm_asm.h; vcpu.h asserts that
 * the kernel means the same.
 */
#ifndef KVMTRAP_ARM64_DECODE_H
#define KVMTRAP_ARM64_DECODE_H

#include <linux/bitops.h>
#include <linux/types.h>

#include "arch/common.h"
#include "uapi/arm64/reasons.h"

/* What the file health says: the architecture; and reasons of which it tells the sum. */
#define ARCH_NAME		"arm64"
#define ARCH_HEALTH_REASONS(X)				\
	X("exits.index_unknown", KVMTRAP_R_INDEX_UNKNOWN)

/* KVM counts each exit, before it does anything else. */
#define ARCH_REENTERS		false
#define arch_is_reentered(now, seen)	false

#define KVMTRAP_KVM_EXITS	KVMTRAP_ARM64_KVM_EXITS

/* An exception class is its own reason number; the further ones follow. */
enum kvmtrap_reason {
#define X(ec, name, class, own) KVMTRAP_EC_##name = ec,
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) KVMTRAP_R_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
	KVMTRAP_NR_REASONS
};

/*
 * What the time of handling an exit is booked on: the rows of the file handling.
 * Most reasons have one of their own; the exception classes that KVM answers all
 * alike share KVMTRAP_H_REST.
 */
#define KVMTRAP_HANDLING_IF_OWN(name)	KVMTRAP_H_##name,
#define KVMTRAP_HANDLING_IF_REST(name)
enum kvmtrap_handling {
#define X(ec, name, class, own) KVMTRAP_HANDLING_IF_##own(name)
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
	KVMTRAP_H_REST,
#define X(name, code, class) KVMTRAP_H_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
	KVMTRAP_NR_HANDLINGS
};

/* X(CLASS, REASON): the histograms of handling times. They take memory in each record. */
#define ARM64_LATENCIES(X)			\
	X(CPU, KVMTRAP_EC_WFx)			\
	X(CPU, KVMTRAP_EC_HVC64)		\
	X(CPU, KVMTRAP_EC_SYS64)		\
	X(CPU, KVMTRAP_NR_REASONS)		\
	X(MEM, KVMTRAP_EC_DABT_LOW)		\
	X(MEM, KVMTRAP_NR_REASONS)		\
	X(IO, KVMTRAP_R_MMIO_KERNEL)		\
	X(IO, KVMTRAP_R_MMIO_USER)		\
	X(IRQ, KVMTRAP_R_IRQ)

#define X(class, reason) + 1
enum { KVMTRAP_NR_LATENCIES = ARM64_LATENCIES(X) };
#undef X

/* What is read at an exit. */
struct arch_exit {
	u32 index;		/* KVM's exception index */
	u64 esr;		/* ESR_EL2, 0 where it is stale */
	u8 ec;			/* its exception class */
	u64 ipa;		/* guest-physical address of an abort, else 0 */
	u64 pc;			/* of the guest, as KVM found it */
	bool nested;		/* the guest of a guest was running */
};

/**
 * arch_exit_detail() - what tells, with an exit's reason, what exactly was trapped on
 * @x: the exit
 *
 * Context: any.
 * Return: ESR_EL2, 0 where it is stale.
 */
static inline u64 arch_exit_detail(const struct arch_exit *x)
{
	return x->esr;
}

/**
 * arch_exit_address() - the address of what was trapped on
 * @x: the exit
 *
 * Context: any.
 * Return: the guest-physical address of an abort, else 0.
 */
static inline u64 arch_exit_address(const struct arch_exit *x)
{
	return x->ipa;
}

/* KVM's own count of emulated accesses of a vCPU. */
struct arch_stats {
	u64 kernel, user;
};

extern const struct kvmtrap_reason_info arm64_reasons[KVMTRAP_NR_REASONS];
extern const struct kvmtrap_reason_info arm64_handlings[KVMTRAP_NR_HANDLINGS];
extern const u8 arm64_handling_of[KVMTRAP_NR_REASONS];
extern const struct kvmtrap_latency arm64_latencies[KVMTRAP_NR_LATENCIES];

/**
 * arch_reason() - name, code and class of a reason
 * @reason: an enum kvmtrap_reason
 *
 * Context: any.
 * Return: a constant.
 */
static inline const struct kvmtrap_reason_info *arch_reason(unsigned int reason)
{
	return &arm64_reasons[reason];
}

/**
 * arch_handling() - name, code and class of what handling times are booked on
 * @handling: an enum kvmtrap_handling
 *
 * Context: any.
 * Return: a constant.
 */
static inline const struct kvmtrap_reason_info *arch_handling(unsigned int handling)
{
	return &arm64_handlings[handling];
}

/**
 * arch_handling_of() - what the time of handling an exit is booked on
 * @reason: of the exit
 *
 * Context: any.
 * Return: an enum kvmtrap_handling.
 */
static inline unsigned int arch_handling_of(unsigned int reason)
{
	return arm64_handling_of[reason];
}

/**
 * arch_latency() - whose handling times a histogram has
 * @latency: below KVMTRAP_NR_LATENCIES
 *
 * Context: any.
 * Return: a constant.
 */
static inline const struct kvmtrap_latency *arch_latency(unsigned int latency)
{
	return &arm64_latencies[latency];
}

/**
 * arch_io() - who answered an exit of this reason?
 * @reason: of the exit
 *
 * Context: any.
 * Return: KVM or the VMM; KVMTRAP_IO_NONE if its class is not IO.
 */
static inline enum kvmtrap_io arch_io(unsigned int reason)
{
	switch (reason) {
	case KVMTRAP_R_MMIO_KERNEL:
		return KVMTRAP_IO_KERNEL;
	case KVMTRAP_R_MMIO_USER:
		return KVMTRAP_IO_USER;
	default:
		return KVMTRAP_IO_NONE;
	}
}

/* ARM_EXCEPTION_* and ARM_EXIT_WITH_SERROR_BIT of asm/kvm_asm.h */
#define EXIT_IRQ		0u
#define EXIT_EL1_SERROR		1u
#define EXIT_TRAP		2u
#define EXIT_ILLEGAL_STATE	3u
#define EXIT_HYP_GONE		0xbadca11u
#define EXIT_WITH_SERROR	0x80000000u

/* Arm ARM, ESR_ELx: EC in bits 31:26, and the fault status of an abort. */
#define ESR_EC(esr)		(((esr) >> 26) & 0x3f)
#define ESR_FSC(esr)		((esr) & 0x3f)
/*
 * ESR_ELx of a data abort: valid syndrome, kind of load or store, cache maintenance, the
 * guest's table walk.
 */
#define ESR_ISV			BIT(24)
#define ESR_LST			GENMASK(12, 11)
#define ESR_CM			BIT(8)
#define ESR_S1PTW		BIT(7)
#define ESR_WNR			BIT(6)

/* Fault status "translation fault": levels 0 to 3, level -1 (FEAT_LPA2). */
#define FSC_IS_TRANSLATION(fsc)	(((fsc) & 0x3c) == 0x04 || (fsc) == 0x2b)
/* "Access flag fault" or "permission fault": KVM has mapped something there. */
#define FSC_IS_OF_MAPPED(fsc)	(((fsc) & 0x38) == 0x08)
/* "Unsupported exclusive or atomic access": what KVM has mapped takes no such access. */
#define FSC_EXCL_ATOMIC		0x35

/**
 * arch_needs_outcome() - does what KVM makes of it still change the reason?
 * @reason: as far as its entry tells
 *
 * Context: any.
 * Return: true of an abort.
 */
static inline bool arch_needs_outcome(enum kvmtrap_reason reason)
{
	/* IABT_LOW and DABT_LOW differ by one bit: one comparison. */
	return (reason & ~4u) == KVMTRAP_EC_IABT_LOW;
}

/**
 * arch_may_halt() - can it be an exit for which KVM puts the vCPU to sleep?
 * @reason: of the exit
 *
 * Context: any.
 * Return: true of WFx, and of the calls that may be PSCI's.
 */
static inline bool arch_may_halt(enum kvmtrap_reason reason)
{
	return reason == KVMTRAP_EC_WFx || reason == KVMTRAP_EC_HVC64 ||
	       reason == KVMTRAP_EC_SMC64 || reason == KVMTRAP_EC_HVC32 ||
	       reason == KVMTRAP_EC_SMC32;
}

/* Whether the guest of a guest was running is not counted. */
#define ARCH_TELLS_NESTED	false

/*
 * The reason of an exit that KVM counted and no event told of. KVMTRAP_NR_REASONS: it
 * has none, and is lost, as a probe may have missed it.
 */
#define ARCH_UNSEEN_REASON	KVMTRAP_NR_REASONS

/* When a vCPU has slept and woken, its time is that of handling an exit of this reason. */
#define ARCH_WAKEUP_REASON	KVMTRAP_EC_WFx

/**
 * arm64_return_by_exit() - did an exit make KVM_RUN return, or something that
 *			    KVM found before it entered the guest again?
 * @exit_reason: kvm_run.exit_reason, after KVM_RUN returned 0
 * @detail: of a system event its type, of a failed entry its reason
 *
 * Context: any.
 * Return: true if it was an exit.
 */
bool arm64_return_by_exit(u32 exit_reason, u64 detail);

/* What became of an abort, as seen when handle_exit returns. */
struct arm64_outcome {
	int ret;		/* of handle_exit, or KVMTRAP_RETVAL_UNSEEN */
	u32 exit_reason;	/* kvm_run.exit_reason; means something if !ret */
	bool mmio_kernel;	/* KVM's mmio_exit_kernel went up */
	bool mmio_user;		/* KVM's mmio_exit_user went up */
	bool noslot;		/* fault outside every memslot: arm64_may_be_noslot() */
	bool memory;		/* a memslot takes the access, as far as is known */
};

/**
 * arm64_may_be_noslot() - can such a fault be one outside every memslot?
 * @esr: ESR_EL2 of an abort
 *
 * There KVM maps nothing but the CPU interface of a GICv2, for loads and stores. So a
 * fault there is one of translation, unless the guest fetches an instruction or has its
 * tables there. Of an external abort KVM looks at no memslot.
 *
 * Context: any.
 * Return: true if it can.
 */
static inline bool arm64_may_be_noslot(u64 esr)
{
	u32 fsc = ESR_FSC(esr);

	return FSC_IS_TRANSLATION(fsc) ||
	       (FSC_IS_OF_MAPPED(fsc) &&
		(esr & ESR_S1PTW || ESR_EC(esr) == KVMTRAP_EC_IABT_LOW));
}

/**
 * arm64_needs_slot() - does it matter which memslot has the address of an abort?
 * @esr: ESR_EL2 of it
 *
 * Context: any.
 * Return: true if it does.
 */
static inline bool arm64_needs_slot(u64 esr)
{
	return arm64_may_be_noslot(esr) || esr & ESR_WNR || ESR_FSC(esr) == FSC_EXCL_ATOMIC;
}

/**
 * arm64_set_noslot() - no memslot has the address of an abort
 * @o: @noslot and @memory are set
 * @esr: ESR_EL2 of it, which arm64_needs_slot()
 *
 * From 7.2 on KVM leaves an exclusive or atomic access there to the VMM. Up to 6.12 it
 * fails for it anywhere, and may not know its address.
 *
 * Context: any.
 */
static inline void arm64_set_noslot(struct arm64_outcome *o, u64 esr)
{
	o->noslot = arm64_may_be_noslot(esr);
	o->memory = !o->noslot && ESR_FSC(esr) != FSC_EXCL_ATOMIC;
}

/**
 * arm64_decode() - the reason of an exit as far as its entry tells
 * @index: exception index, second argument of handle_exit
 * @esr: ESR_EL2; looked at only when @index says that it is valid
 *
 * Context: any.
 * Return: the reason, which is final unless arch_needs_outcome() of it.
 */
enum kvmtrap_reason arm64_decode(u32 index, u64 esr);

/**
 * arm64_settle() - the final reason of one that needs the outcome
 * @reason: as arm64_decode() found it
 * @esr: ESR_EL2 of it
 * @o: what became of it
 *
 * Context: any.
 * Return: the reason.
 */
enum kvmtrap_reason arm64_settle(enum kvmtrap_reason reason, u64 esr,
				 const struct arm64_outcome *o);

#endif
