/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kinds.h - what is measured: kinds of exits, and settings of the module.
 */
#ifndef KVMTRAP_BENCH_KINDS_H
#define KVMTRAP_BENCH_KINDS_H

#include <stdbool.h>

#include "input/kvm_stats.h"

#define BENCH_KINDS	6
#define BENCH_ATTACH	2	/* attachments */
#define BENCH_PER	3	/* settings of each */

struct bench_kind {
	const char *class, *reason;	/* as the module names such an exit; NULL: no such kind */
	const char *program;		/* of trapgen, which causes one in each pass */
	unsigned int passes;		/* 0: as many fresh pages as are in 16 MB */
	/* KVM's counts of such exits, as bits by enum kvm_stat; 0: it tells only all exits. */
	unsigned int stats;
	bool to_vmm;
};

/* Those of arm64, until another architecture is chosen. */
extern const struct bench_kind *bench_kinds;

/**
 * bench_choose_arch() - Choose the kinds of exits that an architecture has.
 * @arch: the architecture
 * @intel: the CPU is Intel's, on x86
 * @nested_paging: the CPU walks the guest's page tables; false: KVM shadows them
 *
 * To be called before anything else here is used.
 */
void bench_choose_arch(enum architecture arch, bool intel, bool nested_paging);

/* Return: the reasons that are measured, with commas between them; to be freed. */
char *bench_reasons(void);

extern const char *const bench_attach[BENCH_ATTACH];

struct bench_setting {
	const char *name;	/* as the parameters are written */
	bool times, hot;
};

extern const struct bench_setting bench_settings[BENCH_ATTACH][BENCH_PER];

/* Return: is there such an attachment on the architecture that was chosen? */
bool bench_has_attach(unsigned int attach);

/* Return: how many passes of the guest program are one measurement. */
unsigned int bench_passes(unsigned int kind);

/* Return: the kind of this reason, in small letters or capitals; or -1. */
int bench_kind_find(const char *reason);

/* Return: the attachment of this name, or -1. */
int bench_attach_find(const char *name);

#endif
