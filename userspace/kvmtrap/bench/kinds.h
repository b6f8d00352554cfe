/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kinds.h - what is measured: kinds of exits, and settings of the module.
 */
#ifndef KVMTRAP_BENCH_KINDS_H
#define KVMTRAP_BENCH_KINDS_H

#include <stdbool.h>

#include "input/kvm_stats.h"

#define BENCH_KINDS	5
#define BENCH_ATTACH	2	/* attachments */
#define BENCH_PER	3	/* settings of each */

struct bench_kind {
	const char *class, *reason;	/* as the module names such an exit */
	const char *program;		/* of trapgen, which causes one in each pass */
	unsigned int passes;		/* 0: as many fresh pages as are in 16 MB */
	/* KVM's counts of such exits, as bits by enum kvm_stat; 0: it tells only all exits. */
	unsigned int stats;
	bool to_vmm;
};

extern const struct bench_kind bench_kinds[BENCH_KINDS];
extern const char *const bench_attach[BENCH_ATTACH];

struct bench_setting {
	const char *name;	/* as the parameters are written */
	bool times, hot;
};

extern const struct bench_setting bench_settings[BENCH_ATTACH][BENCH_PER];

/* Return: how many passes of the guest program are one measurement. */
unsigned int bench_passes(unsigned int kind);

/* Return: the kind of this reason, in small letters or capitals; or -1. */
int bench_kind_find(const char *reason);

/* Return: the attachment of this name, or -1. */
int bench_attach_find(const char *name);

#endif
