// SPDX-License-Identifier: GPL-2.0-only
/*
 * judge.c - see judge.h.
 *
 * The rules are gone through in the order of their table. Each one takes the exits that it has
 * a part for, so that they are not there for the next one, whether it is reported or not.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/hearing.h"
#include "util/die.h"

static bool is_told(const struct verdict *v, const char *name)
{
	size_t i;

	for (i = 0; name && i < v->findings; i++) {
		if (!strcmp(v->finding[i].rule->name, name))
			return true;
	}
	return false;
}

static void tell(struct hearing *h, const struct finding *f)
{
	struct verdict *v = h->v;

	if (is_told(v, f->rule->unless))
		return;
	v->finding = grow_array(v->finding, v->findings, sizeof(*v->finding));
	v->finding[v->findings++] = *f;
}

static void judge_exits(struct hearing *h, const struct rule *rule)
{
	bool nested = rule->measure == OF_NESTED;
	struct finding f = { .rule = rule };
	struct taking s = { .count = nested ? h->vm->nested : 0 };
	const struct part *p;

	for (p = rule->part; p->pool; p++) {
		if (p->pool->arch == h->all->arch)
			hearing_take(h, p, &f, &s);
	}
	f.is = hearing_amount(h, s.count, s.ns);
	f.at_least = s.at_least;
	/* Of the exits of a guest's guest it is not known how long they took. */
	if (nested)
		f.is.each_ns = -1;
	if (amount_reaches(&f.is, &rule->threshold, nested ? 1 : hearing_sure_part(h, s.count)))
		tell(h, &f);
}

static void judge_signals(struct hearing *h, const struct rule *rule)
{
	struct return_fact r = facts_return(h->vm, "SIGNAL");
	struct finding f = { .rule = rule, .is = hearing_amount(h, r.returns, r.vmm_ns) };

	if (amount_reaches(&f.is, &rule->threshold, 1))
		tell(h, &f);
}

/* It is reported of a VM if its vCPUs want a CPU for a tenth of their time. */
static void judge_cpus(struct hearing *h, const struct rule *rule)
{
	double own = h->vm->guest_ns + h->vm->kernel_ns;
	struct finding f = { .rule = rule, .is = { .share = -1, .rate = -1, .each_ns = -1 } };

	if (!h->all->cpus || !h->vm->total_ns || own < 0.1 * h->vm->total_ns)
		return;
	f.is.time = 100 * h->all->wanted / h->all->cpus;
	if (f.is.time >= rule->threshold.time)
		tell(h, &f);
}

static bool in_a_rule(const char *reason, enum architecture arch)
{
	const struct pool_reason *pr;
	const struct rule *r;
	const struct part *p;
	unsigned int i;

	for (i = 0; (r = rules[i]); i++) {
		for (p = r->part; p->pool; p++) {
			for (pr = p->pool->reason; pr->name && p->pool->arch == arch; pr++) {
				if (!strcmp(pr->name, reason))
					return true;
			}
		}
	}
	return false;
}

static double weight(const struct finding *f)
{
	return f->is.time >= 0 ? f->is.time : f->is.share;
}

/* Tell of the reason that weighs most, of those that no rule is about. */
static void judge_rest(struct hearing *h, const struct rule *rule)
{
	struct finding most = { NULL };
	size_t i;

	for (i = 0; i < h->vm->reasons; i++) {
		const struct reason_fact *r = &h->vm->reason[i];
		struct finding f = { .rule = rule, .reason = r->name };

		if (in_a_rule(r->name, h->all->arch))
			continue;
		f.is = hearing_amount(h, r->exits, r->ns);
		if (amount_reaches(&f.is, &rule->threshold, hearing_sure_part(h, r->exits)) &&
		    (!most.rule || weight(&f) > weight(&most)))
			most = f;
	}
	if (most.rule)
		tell(h, &most);
}

/* Note of which exits only hot would tell what they are, if they are many. */
static void note_open(struct hearing *h)
{
	const struct pool *const *p;

	for (p = hot_pools; *p; p++) {
		struct threshold from = { 10, (*p)->returns ? 1000 : 10000, 5 };
		uint64_t exits = facts_exits(h->vm, *p), left = exits - *hearing_taken(h, *p);
		struct open o = { .pool = *p };

		if ((*p)->arch != h->all->arch || !left)
			continue;
		o.is = hearing_amount(h, left, hearing_ns(h->vm, *p) * left / exits);
		if (!amount_reaches(&o.is, &from, hearing_sure_part(h, left)))
			continue;
		h->v->open = grow_array(h->v->open, h->v->opens, sizeof(*h->v->open));
		h->v->open[h->v->opens++] = o;
	}
}

static int by_weight(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if (weight(a) != weight(b))
		return weight(a) < weight(b) ? 1 : -1;
	return (int)rule_place(a->rule) - (int)rule_place(b->rule);
}

void judge(struct verdict *v, const struct facts *all, struct vm_facts *vm)
{
	struct hearing h = { all, vm, v, NULL, 0 };
	const struct rule *rule;
	unsigned int i;

	memset(v, 0, sizeof(*v));
	for (i = 0; (rule = rules[i]); i++) {
		switch (rule->measure) {
		case OF_EXITS:
		case OF_NESTED:
			judge_exits(&h, rule);
			break;
		case OF_SIGNALS:
			judge_signals(&h, rule);
			break;
		case OF_CPUS:
			judge_cpus(&h, rule);
			break;
		case OF_REST:
			judge_rest(&h, rule);
			break;
		}
	}
	note_open(&h);
	free(h.taken);
	if (v->findings)
		qsort(v->finding, v->findings, sizeof(*v->finding), by_weight);
}

void verdict_free(struct verdict *v)
{
	free(v->finding);
	free(v->open);
	memset(v, 0, sizeof(*v));
}
