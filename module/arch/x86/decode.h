/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * decode.h - the reasons of exits on x86, and how they are told. Pure: also
 * compiled by the unit tests.
 */
#ifndef KVMTRAP_X86_DECODE_H
#define KVMTRAP_X86_DECODE_H

#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/types.h>

#include "arch/common.h"
#include "uapi/x86/reasons.h"
#include "uapi/x86/svm.h"
#include "uapi/x86/vmx.h"

/* What the file health says: the architecture; and reasons of which it tells the sum. */
#define ARCH_NAME		"x86"
#define ARCH_HEALTH_REASONS(X)				\
	X("exits.unreadable", KVMTRAP_R_UNREADABLE)	\
	X("exits.not_entered", KVMTRAP_R_NOT_ENTERED)

#define KVMTRAP_KVM_EXITS	KVMTRAP_X86_KVM_EXITS

enum kvmtrap_reason {
#define X(name, code, class) KVMTRAP_R_##name,
	KVMTRAP_X86_FURTHER_REASONS(X)
#undef X
#define X(code, name, class) KVMTRAP_SVM_##name,
	KVMTRAP_SVM_EXITS(X)
#undef X
#define X(number, name, class) KVMTRAP_VMX_##name,
	KVMTRAP_VMX_OWN(X)
#undef X
	KVMTRAP_NR_REASONS
};

/* The time of handling is booked on each reason. */
#define KVMTRAP_NR_HANDLINGS	KVMTRAP_NR_REASONS

/*
 * X(CLASS, REASON, REASON of VMX): the histograms of handling times. They take memory in
 * each record.
 */
#define X86_LATENCIES(X)						\
	X(CPU, KVMTRAP_SVM_CPUID, KVMTRAP_SVM_CPUID)			\
	X(CPU, KVMTRAP_SVM_HLT, KVMTRAP_SVM_HLT)			\
	X(CPU, KVMTRAP_SVM_MSR, KVMTRAP_VMX_MSR_WRITE)			\
	X(CPU, KVMTRAP_SVM_VMMCALL, KVMTRAP_VMX_VMCALL)			\
	X(CPU, KVMTRAP_NR_REASONS, KVMTRAP_NR_REASONS)			\
	X(MEM, KVMTRAP_SVM_NPF, KVMTRAP_VMX_EPT_VIOLATION)		\
	X(MEM, KVMTRAP_NR_REASONS, KVMTRAP_NR_REASONS)			\
	X(IO, KVMTRAP_R_MMIO_KERNEL, KVMTRAP_R_MMIO_KERNEL)		\
	X(IO, KVMTRAP_R_MMIO_USER, KVMTRAP_R_MMIO_USER)			\
	X(IO, KVMTRAP_R_PIO_KERNEL, KVMTRAP_R_PIO_KERNEL)		\
	X(IO, KVMTRAP_R_PIO_USER, KVMTRAP_R_PIO_USER)			\
	X(IO, KVMTRAP_NR_REASONS, KVMTRAP_NR_REASONS)			\
	X(IRQ, KVMTRAP_SVM_INTR, KVMTRAP_VMX_EXTERNAL_INTERRUPT)	\
	X(IRQ, KVMTRAP_NR_REASONS, KVMTRAP_NR_REASONS)

#define X(class, svm, vmx) + 1
enum { KVMTRAP_NR_LATENCIES = X86_LATENCIES(X) };
#undef X

/* What is read at an exit. The last four are only for the trace. */
struct arch_exit {
	u64 detail;		/* what says what was trapped on, as SVM's EXITINFO1 has it */
	u64 address;		/* of a fault */
	bool nested;		/* the guest of a guest was running */
	bool smm;		/* the guest was in SMM, where it has memslots of its own */
	u32 code;		/* the vendor's exit code */
	u64 info1, info2;	/* what the vendor tells of it */
	u64 pc;			/* of the guest, as KVM found it */
};

/**
 * arch_exit_detail() - what tells, with an exit's reason, what exactly was trapped on
 * @x: the exit
 *
 * Context: any.
 * Return: the detail.
 */
static inline u64 arch_exit_detail(const struct arch_exit *x)
{
	return x->detail;
}

/**
 * arch_exit_address() - the address of what was trapped on
 * @x: the exit
 *
 * Context: any.
 * Return: of a fault, the address.
 */
static inline u64 arch_exit_address(const struct arch_exit *x)
{
	return x->address;
}

/* KVM's own counts that tell what became of a fault. The last four are not read before 5.19. */
struct arch_stats {
	u64 mmio;	/* accesses that were left to the VMM */
	u64 taken;	/* faults that KVM looked at */
	u64 emulated;	/* of these, it emulated the instruction */
	u64 devices;	/* pages that it has marked as no memory */
	u64 guest;	/* faults that it left to the guest */
};

extern struct kvmtrap_reason_info x86_reasons[KVMTRAP_NR_REASONS];
extern struct kvmtrap_latency x86_latencies[KVMTRAP_NR_LATENCIES];

/**
 * arch_reason() - name, code and class of a reason
 * @reason: an enum kvmtrap_reason
 *
 * Context: any.
 * Return: what stays so while the module is loaded.
 */
static inline const struct kvmtrap_reason_info *arch_reason(unsigned int reason)
{
	return &x86_reasons[reason];
}

/**
 * arch_handling() - name, code and class of what handling times are booked on
 * @handling: the same as a reason
 *
 * Context: any.
 * Return: what stays so while the module is loaded.
 */
static inline const struct kvmtrap_reason_info *arch_handling(unsigned int handling)
{
	return &x86_reasons[handling];
}

/**
 * arch_handling_of() - what the time of handling an exit is booked on
 * @reason: of the exit
 *
 * Context: any.
 * Return: the reason.
 */
static inline unsigned int arch_handling_of(unsigned int reason)
{
	return reason;
}

/**
 * arch_latency() - whose handling times a histogram has
 * @latency: below KVMTRAP_NR_LATENCIES
 *
 * Context: any.
 * Return: what stays so while the module is loaded.
 */
static inline const struct kvmtrap_latency *arch_latency(unsigned int latency)
{
	return &x86_latencies[latency];
}

/**
 * arch_io() - who answered an exit of this reason?
 * @reason: of the exit
 *
 * The virtual APIC is KVM's own device.
 *
 * Context: any.
 * Return: KVM or the VMM; KVMTRAP_IO_NONE if its class is not IO.
 */
static inline enum kvmtrap_io arch_io(unsigned int reason)
{
	if (reason == KVMTRAP_R_MMIO_USER || reason == KVMTRAP_R_PIO_USER)
		return KVMTRAP_IO_USER;
	return x86_reasons[reason].class == KVMTRAP_IO ? KVMTRAP_IO_KERNEL :
							 KVMTRAP_IO_NONE;
}

/* Of a reason: the outcome is needed; it is port IO; VMX qualifies it. */
#define X86_NEEDS_OUTCOME	BIT(0)
#define X86_PORT		BIT(1)
#define X86_QUALIFIED		BIT(2)
extern const u8 x86_traits[KVMTRAP_NR_REASONS];

/**
 * arch_needs_outcome() - does what KVM makes of it still change the reason?
 * @reason: as far as its entry tells
 *
 * Context: any.
 * Return: true of faults and of port IO.
 */
static __always_inline bool arch_needs_outcome(enum kvmtrap_reason reason)
{
	return x86_traits[reason] & X86_NEEDS_OUTCOME;
}

/* Is it port IO, of which it is not known yet who answers? */
static __always_inline bool x86_is_port(enum kvmtrap_reason reason)
{
	return x86_traits[reason] & X86_PORT;
}

/**
 * arch_may_halt() - can it be an exit for which KVM puts the vCPU to sleep?
 * @reason: of the exit
 *
 * Context: any.
 * Return: true of HLT.
 */
static inline bool arch_may_halt(enum kvmtrap_reason reason)
{
	return reason == KVMTRAP_SVM_HLT || reason == KVMTRAP_SVM_IDLE_HLT;
}

/* Exits that were taken while a guest of the guest's ran are counted in nested as well. */
#define ARCH_TELLS_NESTED	true

/* 1: kvm_exit fires before KVM counts the exit. See arch_exit_begins(). */
extern u64 x86_uncounted;

/*
 * The reason of an exit that KVM counted and no event told of. KVM fires kvm_exit each
 * time that the guest was entered. Where the event comes first, KVM also counts when it has
 * not entered the guest. Where KVM counts first, it counts nothing of the kind, and the exit
 * is lost. (5.10 also counts MSR filters by mistake. On AMD's CPUs these are lost as well.)
 */
#define ARCH_UNSEEN_REASON	\
	(x86_uncounted ? KVMTRAP_R_NOT_ENTERED : KVMTRAP_NR_REASONS)

/* KVM may enter the guest again without counting the exit: see arch_is_reentered(). */
#define ARCH_REENTERS		true

/**
 * arch_is_reentered() - has KVM entered the guest again, and not counted the last exit?
 * @now: arch_stat_exits() at an exit
 * @seen: the same at the exit before
 *
 * 5.10 does so on VMX after what it answers at once, such as a write of TSC_DEADLINE.
 *
 * Context: any.
 * Return: true if it has.
 */
static __always_inline bool arch_is_reentered(u64 now, u64 seen)
{
	return x86_uncounted && now == seen;
}

/*
 * When a vCPU has slept and woken, its time is that of handling an exit of this reason, which
 * both vendors have.
 */
#define ARCH_WAKEUP_REASON	KVMTRAP_SVM_HLT

/* What became of a fault or of port IO, as seen when it has been handled. */
struct x86_outcome {
	int ret;		/* of KVM_RUN; above 0 it goes on; or KVMTRAP_RETVAL_UNSEEN */
	u32 exit_reason;	/* kvm_run.exit_reason; means something if !ret */
	bool has_stats;		/* all of struct arch_stats is there */
	bool mmio, taken, emulated, device;	/* that count went up */
	bool guest;		/* KVM left this very fault to the guest */
	bool outside;		/* no memslot takes such an access */
	bool nested;		/* a guest's guest did it: its host may have answered */
};

/* Bits of the error code of a fault; the last is ours: nobody told whether it was a write. */
#define FAULT_PRESENT		BIT(0)
#define FAULT_WRITE		BIT(1)
#define FAULT_RESERVED		BIT(3)
#define FAULT_FETCH		BIT(4)
#define FAULT_UNTOLD		BIT(8)

/**
 * x86_settle_early() - the final reason of a fault, where KVM's counts are enough
 * @reason: as the code tells; is set to it
 * @error: the error code
 * @o: what became of it; @outside is not looked at
 *
 * Context: any.
 * Return: false if it takes a look at the memslots.
 */
bool x86_settle_early(enum kvmtrap_reason *reason, u64 error,
		      const struct x86_outcome *o);

/**
 * x86_settle() - the final reason of one that needs the outcome
 * @reason: as the code tells
 * @error: of a fault, the error code
 * @o: what became of it
 *
 * Context: any.
 * Return: the reason.
 */
enum kvmtrap_reason x86_settle(enum kvmtrap_reason reason, u64 error,
			       const struct x86_outcome *o);

/* KVM_EXIT_* of linux/kvm.h, which on older kernels has not all of them. */
enum {
#define X(number, name) RUN_EXIT_##name = number,
	KVMTRAP_X86_KVM_EXITS(X)
#undef X
};

/**
 * x86_return_by_exit() - did an exit make KVM_RUN return, or that the guest can
 *			  take the VMM's interrupt?
 * @exit_reason: kvm_run.exit_reason, after KVM_RUN returned 0
 *
 * Context: any.
 * Return: true if it was an exit.
 */
static __always_inline bool x86_return_by_exit(u32 exit_reason)
{
	/*
	 * What KVM only notes while it handles an exit, and returns for before it enters the
	 * guest again, is of that exit: TPR_ACCESS, IOAPIC_EOI, SYSTEM_EVENT.
	 */
	return exit_reason != RUN_EXIT_IRQ_WINDOW_OPEN;
}

#endif
