/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_TSC_H
#define UNIT_TSC_H
extern unsigned int tsc_khz;
#endif
