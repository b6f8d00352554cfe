/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_KERNEL_H
#define UNIT_KERNEL_H
#include <limits.h>
#include <stdio.h>
#include <linux/compiler.h>
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#endif
