/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header. */
#ifndef UNIT_GFP_H
#define UNIT_GFP_H
#define GFP_KERNEL 0
#define __GFP_NOWARN 0
#define __GFP_NORETRY 0
#define __GFP_ZERO 0
#endif
