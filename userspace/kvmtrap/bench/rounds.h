/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rounds.h - many short rounds, without and with the module.
 */
#ifndef KVMTRAP_BENCH_ROUNDS_H
#define KVMTRAP_BENCH_ROUNDS_H

#include "bench/guest.h"
#include "bench/kinds.h"
#include "bench/stats.h"

struct samples {
	double *x;
	size_t n;
};

/* Why a kind, an attachment or a setting is not measured; NULL: it is. "": nobody asked. */
struct left_out {
	char *kind[BENCH_KINDS];
	char *attach[BENCH_ATTACH];
	char *setting[BENCH_ATTACH][BENCH_PER];
};

struct bench {
	struct guest guest;
	unsigned int rounds;	/* to do */
	unsigned int done;	/* of these, whole ones */
	bool tell;		/* how far it is, on stderr */
	char *failed;		/* why they ended before; NULL: they did not */
	struct left_out out;
	struct samples without[BENCH_KINDS];
	struct samples with[BENCH_ATTACH][BENCH_PER][BENCH_KINDS];
	/* Each is of one round: what it took with the setting, less what it took without. */
	struct samples added[BENCH_ATTACH][BENCH_PER][BENCH_KINDS];
};

/* Try each kind of exits once; those that this host cannot cause are left out. */
void bench_try(struct bench *b);

/*
 * Do the rounds, until they are done, one fails, or we are asked to stop (stop.h).
 * keeper_start() came before. The module is unloaded afterwards, unless somebody holds it.
 */
void bench_run(struct bench *b);

void bench_free(struct bench *b);

#endif
