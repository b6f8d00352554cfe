/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_MATH64_H
#define UNIT_MATH64_H
#include <linux/types.h>
static inline u64 div_u64(u64 a, u32 b) { return a / b; }
static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 div)
{
	unsigned __int128 ratio = (unsigned __int128)a * mul / div;

	/* x86 faults as well. */
	if (ratio >> 64)
		__builtin_trap();
	return ratio;
}
#endif
