// SPDX-License-Identifier: GPL-2.0-only
/*
 * vendor.c - the vendor's part of the guest programs: VMMCALL is AMD's, VMCALL is Intel's.
 */
#include "arch.h"

#define VMCALL	0xc1
#define VMMCALL	0xd9

/* Where they are: the linker gives the ends of the section hypercalls these names. */
extern uint8_t *const __start_hypercalls[], *const __stop_hypercalls[];

/* Where the programs have AMD's, Intel wants its own, and the other way round. */
static void __attribute__((constructor)) for_this_host(void)
{
	uint8_t *const *at;

	if (!host_is_intel())
		return;
	/* The two instructions differ in their third byte. */
	for (at = __start_hypercalls; at < __stop_hypercalls; at++)
		(*at)[2] ^= VMCALL ^ VMMCALL;
}
