/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for arm64's arch.h, with what compiles outside of the kernel. */
#ifndef UNIT_ARCH_H
#define UNIT_ARCH_H
#include "arch/arm64/clock.h"
#include "arch/arm64/decode.h"
#include "arch/arm64/hotkey.h"
#endif
