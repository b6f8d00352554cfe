/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_BUILD_BUG_H
#define UNIT_BUILD_BUG_H
#define static_assert(expression) _Static_assert(expression, #expression)
#endif
