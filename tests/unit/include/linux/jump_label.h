/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header: a static key is a variable. */
#ifndef UNIT_JUMP_LABEL_H
#define UNIT_JUMP_LABEL_H
#include <stdbool.h>
#define DECLARE_STATIC_KEY_FALSE(key) extern bool key
#define DEFINE_STATIC_KEY_FALSE(key) bool key
#define static_branch_likely(key) (*(key))
#define static_branch_unlikely(key) (*(key))
#endif
