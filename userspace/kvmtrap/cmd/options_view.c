// SPDX-License-Identifier: GPL-2.0-only
/*
 * options_view.c - what --by, --event and --per mean: see options.h.
 */
#include <string.h>

#include "cmd/options.h"
#include "query/choose.h"
#include "query/event.h"
#include "util/nearest.h"

static const char *nearest_view(const char *name)
{
	size_t n;

	for (n = 0; views[n].name; n++)
		;
	return nearest(name, &views[0].name, n, sizeof(views[0]));
}

void choose_views(struct view_choice *by, char *list, struct argp_state *state)
{
	char *name;

	while ((name = strsep(&list, ","))) {
		const struct view *v = view_find(name);

		if (!v)
			argp_error(state, "there is no view '%s'%s", name,
				   did_you_mean(nearest_view(name), "; man kvmtrap-stat has all"));
		if (by->n == sizeof(by->view) / sizeof(by->view[0]))
			argp_error(state, "too many views");
		by->view[by->n++] = v;
	}
}

void choose_events(struct event_choice *e, char *list, struct argp_state *state)
{
	const char *near;
	char *word;

	while ((word = strsep(&list, ","))) {
		if (e->n == EVENT_WORDS)
			argp_error(state, "--event: more than %d", EVENT_WORDS);
		if (!event_add(e, word, &near))
			argp_error(state, "there is no reason '%s'%s", word,
				   did_you_mean(near, "; kvmtrap names reasons shows all"));
	}
}

void check_views(struct argp_state *state, const struct view_choice *by, enum view_per per,
		 const struct choice *c, bool csv)
{
	unsigned int i;

	if (csv && by->n > 1)
		argp_error(state, "CSV has one table: choose one view with --by");
	for (i = 0; i < by->n; i++) {
		const struct view *v = by->view[i];

		if ((per == PER_VCPU || c->vcpu) && !v->file[PER_VCPU])
			argp_error(state, "the file '%s' does not tell vCPUs apart: --by %s is by "
					  "VM at most", v->file[PER_VM], v->name);
	}
}

enum view_per per_arg(struct argp_state *state, const char *arg)
{
	static const char *const names[] = { "vm", "vcpu" };

	if (!strcmp(arg, "vcpu"))
		return PER_VCPU;
	if (strcmp(arg, "vm"))
		argp_error(state, "--per is vm or vcpu, not '%s'%s", arg,
			   did_you_mean(nearest(arg, names, 2, sizeof(names[0])), ""));
	return PER_VM;
}
