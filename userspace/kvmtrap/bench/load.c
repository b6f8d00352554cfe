// SPDX-License-Identifier: GPL-2.0-only
/*
 * load.c - see load.h.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/load.h"
#include "util/die.h"

static const struct kvm_vm *find(const struct kvm_vms *v, const char *folder)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		if (!strcmp(v->vm[i].folder, folder))
			return &v->vm[i];
	}
	return NULL;
}

void rates_between(struct vm_rates *rates, const struct kvm_vms *a, const struct kvm_vms *b)
{
	double seconds = (b->when_ns - a->when_ns) / 1e9;
	size_t i, stat;

	memset(rates, 0, sizeof(*rates));
	for (i = 0; i < b->n; i++) {
		const struct kvm_vm *now = &b->vm[i], *then = find(a, now->folder);
		struct vm_rate rate = { 0 };

		/* Where KVM's count is smaller, it is another VM, or somebody cleared it. */
		if (!then || seconds <= 0 ||
		    now->count[KVM_STAT_EXITS] < then->count[KVM_STAT_EXITS])
			continue;
		for (stat = 0; stat < NR_KVM_STATS; stat++) {
			if (now->count[stat] > then->count[stat])
				rate.per_second[stat] = (now->count[stat] - then->count[stat]) /
							seconds;
		}
		rate.name = xasprintf("%s", now->name);
		rate.pid = xasprintf("%s", now->pid);
		rates->vm = grow_array(rates->vm, rates->n, sizeof(*rates->vm));
		rates->vm[rates->n++] = rate;
	}
}

void rates_free(struct vm_rates *rates)
{
	size_t i;

	for (i = 0; i < rates->n; i++) {
		free(rates->vm[i].name);
		free(rates->vm[i].pid);
	}
	free(rates->vm);
}

/* Return the kind that stands for exits that are not told apart. */
static unsigned int dearest(const struct added *added)
{
	int best = -1, kind;

	for (kind = 0; kind < BENCH_KINDS; kind++) {
		if (added->known[kind] && !bench_kinds[kind].to_vmm &&
		    (best < 0 || added->ns[kind].value > added->ns[best].value))
			best = kind;
	}
	/* Only the kind of which KVM_RUN returns is known. */
	for (kind = 0; best < 0; kind++) {
		if (added->known[kind])
			best = kind;
	}
	return best;
}

static void charge(struct estimate *sum, const struct estimate *ns, double per_second)
{
	/* Nanoseconds per second, in percent. */
	sum->value += ns->value * per_second / 1e7;
	sum->low += ns->low * per_second / 1e7;
	sum->high += ns->high * per_second / 1e7;
}

struct estimate load_percent(const double per_second[NR_KVM_STATS], const struct added *added)
{
	double rest = per_second[KVM_STAT_EXITS];
	struct estimate sum = { 0 };
	unsigned int kind, stat;

	for (kind = 0; kind < BENCH_KINDS; kind++) {
		for (stat = 0; stat < NR_KVM_STATS; stat++) {
			if (!added->known[kind] || !(bench_kinds[kind].stats & 1u << stat))
				continue;
			charge(&sum, &added->ns[kind], per_second[stat]);
			rest -= per_second[stat];
		}
	}
	/* The files were read one after another, so that the parts may be ahead of the sum. */
	if (rest > 0)
		charge(&sum, &added->ns[dearest(added)], rest);
	return sum;
}
