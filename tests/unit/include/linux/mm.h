/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#define array_size(n, size) ((size_t)(n) * (size))
#define PAGE_SHIFT 12
#define si_mem_available() (1l << 40)
