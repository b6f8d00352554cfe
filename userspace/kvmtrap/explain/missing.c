// SPDX-License-Identifier: GPL-2.0-only
/*
 * missing.c - what was not checked or is not known, and why.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "explain/pools.h"
#include "explain/sentence.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/number.h"

/* The rules that need times. */
static char *timed_rules(void)
{
	char *list = xasprintf("%s", ""), *longer;
	const struct rule *r;
	unsigned int i;

	for (i = 0; (r = rules[i]); i++) {
		if (r->measure != OF_CPUS && !(r->part[0].pool && r->part[0].slow))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? ", " : "", r->name);
		free(list);
		list = longer;
	}
	return list;
}

/*
 * On arm64 the module does not tell whose an exit is. A guest that runs a guest enters it by an
 * ERET, which exits only there.
 */
static char *untold_nesting(const struct facts *all)
{
	char *list = NULL, *longer, *text;
	size_t i;

	for (i = 0; i < all->vms && all->arch == ARCH_ARM64; i++) {
		if (!facts_exits(&all->vm[i], &arm_nested))
			continue;
		longer = xasprintf("%s%s%s", list ?: "", list ? ", " : "", all->vm[i].vm);
		free(list);
		list = longer;
	}
	if (!list)
		return NULL;
	text = xasprintf("Guests of their own run in VM%s %s, entered by ERET. On arm64 it is not "
			 "known which exits are those of an inner guest: what is said of such a VM "
			 "may be of its guests.", strchr(list, ',') ? "s" : "", list);
	free(list);
	return text;
}

static bool any_per_vm(const struct facts *all)
{
	size_t i;

	for (i = 0; i < all->vms; i++) {
		if (all->vm[i].per_vm && all->vm[i].vcpu_seconds)
			return true;
	}
	return false;
}

char *sentence_of_missing(const struct facts *all, unsigned int i)
{
	char *list, *text;

	if (i == 0 && !all->times) {
		list = timed_rules();
		text = xasprintf("Times %s. These rules need them and were not checked: %s. "
				 "The others were checked by numbers of exits alone.%s",
				 all->recorded ? "are not in a recording" : "are off", list,
				 all->recorded ? "" : " echo 1 >" PARAMETERS
				 "/times, and explain again.");
		free(list);
		return text;
	}
	if (i == 1 && all->times && !all->averages)
		return xasprintf("Times were switched on later than counting began, so that "
				 "averages are not known: kvmtrap reset begins both anew.");
	if (i == 2 && !all->seconds)
		return xasprintf("It is not known in which time this was counted, so that there "
				 "are no rates: the copy has no table host, or the clock was set "
				 "meanwhile. Make copies by kvmtrap save, and reset the counters "
				 "after the clock was set.");
	if (i == 3 && all->averages && !all->cpus)
		return xasprintf("It is not known how many CPUs the host has, so that overcommit "
				 "was not checked. Make the copy by this version's kvmtrap save.");
	if (i == 4)
		return untold_nesting(all);
	if (i == 5 && any_per_vm(all))
		return xasprintf("How many vCPUs a VM had that has ended is not known: rates \"of "
				 "all its vCPUs\" were held against the thresholds as if it had "
				 "had one.");
	if (i == 6 && all->forgotten)
		return xasprintf("%" PRIu64 " VM%s ended, and the module no longer has %s rows: why "
				 "%s exited is not known.", all->forgotten,
				 plural(all->forgotten, "", "s"),
				 plural(all->forgotten, "its", "their"),
				 plural(all->forgotten, "it", "they"));
	return NULL;
}
