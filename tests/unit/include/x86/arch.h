/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for x86's arch.h, with what compiles outside of the kernel. */
#ifndef UNIT_ARCH_H
#define UNIT_ARCH_H
#include "arch/x86/clock.h"
#include "arch/x86/codes.h"
#include "arch/x86/hotkey.h"
#endif
