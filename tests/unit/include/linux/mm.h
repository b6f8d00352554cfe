/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header: nothing is used of it. */
#define array_size(n, size) ((size_t)(n) * (size))
