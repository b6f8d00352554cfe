/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header. */
#define ____cacheline_aligned
