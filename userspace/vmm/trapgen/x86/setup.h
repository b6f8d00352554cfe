/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * setup.h - what x86's table of programs uses for struct program's @setup.
 */
#ifndef VMM_SETUP_H
#define VMM_SETUP_H

#include "lib/vm.h"

/* Where stores and OUT go that do not reach the VMM. */
void add_ioeventfd_any(struct vm *vm, uint64_t passes);		/* IOEVENT, of any length */
void add_ioeventfd_port(struct vm *vm, uint64_t passes);	/* PORT_EVENT */
void add_coalesced(struct vm *vm, uint64_t passes);		/* UNBACKED */

/* What the vCPU may do: take exceptions, run in long mode, XSETBV. */
void catch_exceptions(struct vm *vm, uint64_t passes);
void enter_long_mode(struct vm *vm, uint64_t passes);
void allow_xsave(struct vm *vm, uint64_t passes);

/* Run a guest of its own by SVM: see nested.c. */
void run_nested(struct vm *vm, uint64_t passes);

/* The VMM answers for MSRs that KVM does not know. */
void ask_for_msrs(struct vm *vm, uint64_t passes);

/* See trapgen/debug.h: INT3, and that the debug registers are the VMM's. */
void debug_int3(struct vm *vm, uint64_t passes);
void debug_none(struct vm *vm, uint64_t passes);

#endif
