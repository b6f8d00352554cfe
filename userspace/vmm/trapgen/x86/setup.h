/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * setup.h - what x86's table of programs uses, besides behave.h.
 */
#ifndef VMM_SETUP_H
#define VMM_SETUP_H

#include "lib/vm.h"

/* For struct program's @setup. Where stores and OUT go that do not reach the VMM. */
void add_ioeventfd_any(struct vm *vm, uint64_t passes);		/* IOEVENT, of any length */
void add_ioeventfd_port(struct vm *vm, uint64_t passes);	/* PORT_EVENT */
void add_readonly_event(struct vm *vm, uint64_t passes);	/* READONLY, in a slot */
void add_coalesced(struct vm *vm, uint64_t passes);		/* UNBACKED */

/* What the vCPU may do: take exceptions, run in long mode, XSETBV. */
void catch_exceptions(struct vm *vm, uint64_t passes);
void enter_long_mode(struct vm *vm, uint64_t passes);
void enter_paging(struct vm *vm, uint64_t passes);	/* and take exceptions; see setup.c */
void begin_in_real_mode(struct vm *vm, uint64_t passes);	/* with flat segments */
void allow_xsave(struct vm *vm, uint64_t passes);

/* KVM_RUN returns when the guest has accessed the TPR of its LAPIC. */
void report_tpr(struct vm *vm, uint64_t passes);

/*
 * Run a guest of its own, by SVM or VMX: see guests_nested.S. The second one's does HLT.
 * run_by_vmx(): @inner is where the guest's code begins.
 */
#define NESTED_AREA	(RAM_AREA + 0x6000)	/* behind the tables of enter_long_mode() */
void run_nested(struct vm *vm, uint64_t passes);
void run_nested_hlt(struct vm *vm, uint64_t passes);
void run_by_vmx(struct vm *vm, const char *inner);

/* MSRs, see msr.c: the VMM answers for those that KVM does not know, or for those two. */
#define MSR_PAT		0x277u		/* which KVM answers for */
#define MSR_KERNEL_GS_BASE	0xc0000102u	/* which the guest accesses without a trap */
void ask_for_msrs(struct vm *vm, uint64_t passes);
void forbid_msrs(struct vm *vm, uint64_t passes);
void filter_other_msrs(struct vm *vm, uint64_t passes);	/* a filter of none of them */
bool amd_counts_ranges(void);				/* and whether KVM does it wrong */
bool intel_counts_ranges(void);

/* The second vCPU waits for the first: see start.c. */
void wait_for_start(struct vm *vm, uint64_t passes);

/* Memory for an SMI, and an eventfd that its code signals: see nmi.c. */
void add_smm(struct vm *vm, uint64_t passes);
/* The same, also where others see the LAPIC. */
void add_smm_over_lapic(struct vm *vm, uint64_t passes);

/* A slot that no guest uses, and an eventfd at IOEVENT: see slots.c. */
void add_unused_slot(struct vm *vm, uint64_t passes);
void add_slot_to_delete(struct vm *vm, uint64_t passes);	/* at READONLY */

/* For struct program's @on_return. */
bool stop_on_phase(struct vcpu *vcpu, int err);	/* then it waits to be started by another */
bool init_on_phase(struct vcpu *vcpu, int err);	/* then it has had its INIT, and waits for a SIPI */
bool refused_state_on_phase(struct vcpu *vcpu, int err);	/* and it waits for a second */
bool until_error(struct vcpu *vcpu, int err);	/* KVM_EXIT_INTERNAL_ERROR */
bool until_off(struct vcpu *vcpu, int err);	/* KVM_EXIT_SHUTDOWN */
#define SLOT_PAGES	512		/* of the slot that is new at UNBACKED */
bool add_slot_on_phase(struct vcpu *vcpu, int err);
bool delete_slot_on_phase(struct vcpu *vcpu, int err);	/* goes on when the VMM has read a byte */
bool change_slot_on_phase(struct vcpu *vcpu, int err);
bool until_started(struct vcpu *vcpu, int err);
bool nmi_on_phase(struct vcpu *vcpu, int err);
bool two_nmis_on_phase(struct vcpu *vcpu, int err);
bool smi_on_phase(struct vcpu *vcpu, int err);

/* For @on_signal: a signal does not end HLT, as an interrupt would. The VMM ends it. */
void end_hlt(struct vcpu *vcpu);

/* See trapgen/debug.h: INT3, and that the debug registers are the VMM's. */
void debug_int3(struct vm *vm, uint64_t passes);
void debug_none(struct vm *vm, uint64_t passes);

#endif
