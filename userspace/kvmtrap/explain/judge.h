/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * judge.h - which rules are reported of a VM, and with which numbers.
 */
#ifndef KVMTRAP_EXPLAIN_JUDGE_H
#define KVMTRAP_EXPLAIN_JUDGE_H

#include "explain/facts.h"

/* How much it is. What is not known is below 0. */
struct amount {
	uint64_t count;
	double share;	/* in percent of the VM's exits */
	double rate;	/* per second of a vCPU's time */
	bool per_vm;	/* @rate is that of all vCPUs together: their number is not known */
	double time;	/* in percent of the vCPUs' time */
	double each_ns;	/* on average */
};

#define ROWS_TOLD	3

struct finding {
	const struct rule *rule;
	struct amount is;
	bool at_least;	/* hot does not have all of these exits: there may be more */
	/*
	 * The most frequent rows of hot; no name: no more. Without a kind it is no row of hot,
	 * but all that the pool of that name has beside such rows.
	 */
	struct hot_fact row[ROWS_TOLD];
	size_t rows;	/* as many there are in all */
	const char *reason;	/* for OF_REST */
};

/* Exits of which only hot knows what they are. */
struct open {
	const struct pool *pool;
	struct amount is;
};

struct verdict {
	struct finding *finding;	/* what takes most time is first */
	size_t findings;
	struct open *open;
	size_t opens;
};

/**
 * judge() - Hold the rules against a VM.
 * @v: to be freed with verdict_free()
 * @all: the facts; the VM's rows of hot are marked as taken
 * @vm: one of its VMs
 */
void judge(struct verdict *v, const struct facts *all, struct vm_facts *vm);

void verdict_free(struct verdict *v);

#endif
