// SPDX-License-Identifier: GPL-2.0-only
/*
 * vendor.c - the vendor's part of guests.S: VMMCALL is AMD's, VMCALL is Intel's.
 */
#include "arch.h"

extern char guests_begin[];
extern const uint32_t hypercalls_begin[], hypercalls_end[];

#define VMCALL	0xc1
#define VMMCALL	0xd9

/* The two instructions differ in their third byte. */
static void __attribute__((constructor)) for_this_host(void)
{
	const uint32_t *at;

	if (!host_is_intel())
		return;
	for (at = hypercalls_begin; at < hypercalls_end; at++)
		guests_begin[*at + 2] ^= VMCALL ^ VMMCALL;
}
