// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot_read.c - see plot_read.h.
 */
#include <stdlib.h>

#include "cmd/plot_read.h"
#include "cmd/which.h"
#include "input/parameter.h"
#include "input/sample.h"
#include "input/snapshot.h"
#include "input/source.h"
#include "query/traced.h"
#include "util/die.h"

/* So many VMs are named in the title; of more it has the number. */
#define VMS_NAMED	4

/* Note the VMs that had exits. A module that was loaded anew numbers them anew. */
static void see(struct plot_source *p, const struct snapshot *a, const struct snapshot *b)
{
	struct query q = { view_find("vm"), PER_HOST };
	struct result r;
	size_t i;

	if (a && snapshot_restarted(a, b))
		vm_set_free(&p->seen);
	query_change(&r, &q, a, b);
	for (i = 0; i < r.rows; i++) {
		if (r.row[i].value[0])
			vm_set_add(&p->seen, result_key(&r, &r.row[i], "vm"));
	}
	result_free(&r);
}

/* Note which VMs the picture is about: those that were chosen, or those that had exits. */
static void tell_vms(struct plot_source *p, const struct snapshot *a, const struct snapshot *b)
{
	struct choice all = { .words = 1 };

	see(p, a, b);
	all.set = p->seen;
	free(p->vms);
	if (is_choice(&p->choice))
		p->vms = choice_text(&p->choice, b);
	else if (p->seen.n && p->seen.n <= VMS_NAMED)
		p->vms = choice_text(&all, b);
	else
		p->vms = xasprintf("%zu VMs", p->seen.n);
}

/* What sample() calls. */
struct watching {
	struct plot_source *source;
	struct series *series;
};

static void add_part(void *arg, const struct snapshot *a, const struct snapshot *b)
{
	struct watching *w = arg;
	struct vm_filter only;

	choose_newer(&w->source->choice, a, b);
	only = choice_filter(&w->source->choice);
	series_add(w->series, &only, a, b);
	tell_vms(w->source, a, b);
}

static void begin(void *arg, const struct snapshot *s)
{
	struct watching *w = arg;

	choose(&w->source->choice, s);
	if (w->series->events)
		event_check(w->series->events, s->arch);
	w->source->where = xasprintf("%s", s->host);
}

/* A recording tells of each exit how long it took; the module by class, and of few reasons. */
static void refuse_reasons(const struct series *s)
{
	if (s->by == SERIES_LATENCY && s->events && event_needs_reasons(s->events))
		die("the module tells of few reasons how long exits took: record them "
		    "(kvmtrap record), and plot the recording");
}

static int watch(struct series *s, struct plot_source *p)
{
	struct watching w = { p, s };
	struct sampling how = {
		.interval = p->interval, .command = p->command, .begin = begin, .each = add_part,
		.arg = &w,
	};
	char *times = s->by == SERIES_LATENCY ? parameter_read("times") : NULL;

	refuse_reasons(s);
	if (times && *times != 'Y' && *times != '1')
		die("no times are measured: echo 1 > " PARAMETERS "/times");
	free(times);
	return sample(&how);
}

static void read_recording(struct series *s, struct plot_source *p, const struct source *in)
{
	struct snapshot names;
	struct recording r;

	recording_load(&r, in->fd, in->name);
	if (s->events)
		event_check(s->events, r.arch);
	traced_choose(&r, &p->choice, in->name);
	snapshot_of_recording(&names, &r, in->name);
	tell_vms(p, NULL, &names);
	series_of_recording(s, &r, &names);
	snapshot_free(&names);
	recording_free(&r);
}

int plot_read(struct series *s, struct plot_source *p)
{
	struct source in;

	if (p->command)
		return watch(s, p);
	source_read(&in, p->from);
	p->where = xasprintf("%s", in.name);
	if (in.kind == SOURCE_FOLDER)
		die("%s is a folder: name a recording or a CSV", in.name);
	if (in.kind == SOURCE_RECORDING) {
		read_recording(s, p, &in);
		return STATUS_OK;
	}
	if (is_choice(&p->choice))
		die("%s: a CSV is drawn whole: choose where it is written (kvmtrap stat --vm)",
		    in.name);
	refuse_reasons(s);
	series_of_csv(s, in.text, in.name);
	free(in.text);
	return STATUS_OK;
}

void plot_source_free(struct plot_source *p)
{
	free(p->where);
	free(p->vms);
	vm_set_free(&p->seen);
	choice_free(&p->choice);
}
