/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hypercalls.h - what a guest can ask of its VMM, by a load or store at one of these
 * addresses. Nothing backs them, so that KVM_RUN returns with KVM_EXIT_MMIO. Guest
 * and VMM use this list.
 */
#ifndef VMM_HYPERCALLS_H
#define VMM_HYPERCALLS_H

#define HYPERCALLS	0x0c000000ull

/* X(offset, NAME, the VMM's function, bytes) */
#define HYPERCALL_LIST(X)						\
	/* store a character: the VMM prints it */			\
	X(0x00, PRINT8BIT, print8bit, 1)				\
	/* store a number: it prints a line with it, in decimal */	\
	X(0x04, PRINT32BIT, print32bit, 4)				\
	/* load: the returns of KVM_RUN so far, with this one */	\
	X(0x08, NUM_EXITS, num_exits, 4)				\
	/* store the GVA of a string: it prints the string */		\
	X(0x10, PRINT_STR, print_str, 8)				\
	/* store the GVA of 64 bytes: gets "IO in: X\nIO out: Y\n" */	\
	X(0x18, EXITS_BY_TYPE, exits_by_type, 8)			\
	/* store a GVA, then load its HVA, or 0 */			\
	X(0x20, GVA_TO_HVA, translate, 8)				\
	/* store the GVA that is about to be touched */			\
	X(0x28, PHASE, phase, 8)					\
	/* store: the VMM switches dirty logging on */			\
	X(0x30, LOG_DIRTY, log_dirty, 4)

enum {
#define X(offset, name, serve, bytes) HC_##name = offset,
	HYPERCALL_LIST(X)
#undef X
};

#endif
