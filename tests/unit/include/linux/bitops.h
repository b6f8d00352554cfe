/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#define BIT(n) (1ul << (n))
#define BIT_ULL(n) (1ull << (n))
#define __fls(x) (63ul - __builtin_clzl(x))
#define GENMASK(high, low) GENMASK_ULL(high, low)
#define GENMASK_ULL(high, low) (~0ull >> (63 - (high)) & ~0ull << (low))
