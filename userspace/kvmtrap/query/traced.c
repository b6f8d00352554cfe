// SPDX-License-Identifier: GPL-2.0-only
/*
 * traced.c - see traced.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "input/snapshot.h"
#include "query/traced.h"

static bool is_wanted(const struct choice *c, const struct traced_exit *e)
{
	char vm[24], vcpu[12];

	snprintf(vm, sizeof(vm), "%" PRIu64, e->vm);
	snprintf(vcpu, sizeof(vcpu), "%" PRIu32, e->vcpu);
	return (!c->words || vm_set_has(&c->set, vm)) && (!c->vcpu || !strcmp(c->vcpu, vcpu));
}

void traced_choose(struct recording *r, struct choice *c, const char *from)
{
	struct snapshot s;
	size_t i, n = 0;

	if (!c->words && !c->vcpu)
		return;
	snapshot_of_recording(&s, r, from);
	choose(c, &s);
	snapshot_free(&s);
	for (i = 0; i < r->exits; i++) {
		if (is_wanted(c, &r->exit[i]))
			r->exit[n++] = r->exit[i];
	}
	r->exits = n;
}

void traced_choose_events(struct recording *r, const struct event_choice *events)
{
	struct reason_names names;
	size_t i, n = 0;

	event_check(events, r->arch);
	for (i = 0; i < r->exits && events->n; i++) {
		names = reason_names(r->arch, r->exit[i].reason);
		if (event_matches(events, names.class, names.name))
			r->exit[n++] = r->exit[i];
	}
	r->exits = events->n ? n : r->exits;
}
