/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hearing.h - how exits are given to rules, and how much of a VM's exits and time they are.
 */
#ifndef KVMTRAP_EXPLAIN_HEARING_H
#define KVMTRAP_EXPLAIN_HEARING_H

#include "explain/judge.h"

/* What has been found of one VM so far. */
struct hearing {
	const struct facts *all;
	struct vm_facts *vm;
	struct verdict *v;
	struct taken {
		const struct pool *pool;
		uint64_t exits;
	} *taken;	/* how many exits of a pool rules have taken */
	size_t n;
};

/* What a rule takes. */
struct taking {
	uint64_t count;
	double ns;	/* that KVM and the VMM took for it */
	bool at_least;
};

/* Return: where it is noted how many exits of a pool are taken; valid until the next call. */
uint64_t *hearing_taken(struct hearing *h, const struct pool *pool);

/* Return: how long KVM and the VMM took for all exits of a pool. */
double hearing_ns(const struct vm_facts *vm, const struct pool *pool);

/* Take what a part is of, as far as no other rule has it; @f gets the rows of hot. */
void hearing_take(struct hearing *h, const struct part *p, struct finding *f, struct taking *s);

/* Return: how much of the VM @count exits, or returns, are that took @ns. */
struct amount hearing_amount(const struct hearing *h, uint64_t count, double ns);

/*
 * Any exit may be one of a guest's guest, which is not the doing of this guest. So only what
 * exceeds their number is sure to be its own. Return: how much of @count that is.
 */
double hearing_sure_part(const struct hearing *h, uint64_t count);

/* Return: true if @part of an amount reaches a threshold. */
bool amount_reaches(const struct amount *is, const struct threshold *from, double part);

#endif
