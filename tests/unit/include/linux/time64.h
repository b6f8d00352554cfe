/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#define NSEC_PER_SEC 1000000000L
#define NSEC_PER_MSEC 1000000L
