// SPDX-License-Identifier: GPL-2.0-only
/*
 * reconcile.c - see reconcile.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/reconcile.h"
#include "input/snapshot.h"
#include "input/tally.h"
#include "util/die.h"
#include "util/number.h"

static uint64_t number(const struct table *t, size_t row, int column)
{
	uint64_t n;

	return column >= 0 && parse_number(table_cell(t, row, column), &n) ? n : 0;
}

/* A table of counts to be, and how far the one that was read is from it. */
struct writer {
	FILE *f;
	uint64_t apart;
};

static void put_count(struct writer *w, uint64_t now, uint64_t read)
{
	uint64_t apart = now > read ? now - read : read - now;

	if (apart > w->apart)
		w->apart = apart;
	fprintf(w->f, " %" PRIu64, now);
}

/* vms, or vcpus: @t with its counts from @l. */
static void put_rows(struct writer *w, const struct table *t, const struct tally *tally)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu"), count;
	unsigned int i;
	size_t row;

	fprintf(w->f, "kvmtrap %s 1\n", t->name);
	for (i = 0; i < t->columns; i++)
		fprintf(w->f, " %s", t->column[i]);
	for (row = 0; row < t->rows; row++) {
		const char *of_vcpu = vcpu < 0 ? NULL : table_cell(t, row, vcpu);

		fputc('\n', w->f);
		for (i = 0; i < t->columns; i++) {
			const char *cell = table_cell(t, row, i);

			count = tally_count_of(t->column[i]);
			if (count < 0)
				fprintf(w->f, " %s", cell);
			else
				put_count(w, tally_sum(tally, table_cell(t, row, vm), of_vcpu,
						       count),
					  number(t, row, i));
		}
	}
	fputc('\n', w->f);
}

/* vCPUs of reasons that vcpus, read later, had no more: they had become the row "-". */
static void put_gone(struct writer *w, const struct table *t, const struct tally *tally)
{
	unsigned int i;
	size_t n;

	for (n = 0; n < tally->n; n++) {
		if (tally->line[n].listed)
			continue;
		for (i = 0; i < t->columns; i++) {
			const char *name = t->column[i];
			int count = tally_count_of(name);

			if (count >= 0)
				put_count(w, tally->line[n].count[count], 0);
			else
				fprintf(w->f, " %s", !strcmp(name, "vm") ? tally->line[n].vm :
						     !strcmp(name, "vcpu") ? tally->line[n].vcpu :
						     !strcmp(name, "state") ? "ended" : "-");
		}
		fputc('\n', w->f);
	}
}

/* Not where VMs are forgotten: what these counted is in no other table. */
static void put_summary(struct writer *w, const struct table *t, const struct tally *tally)
{
	int what = table_column(t, "what"), exits = table_column(t, "exits");
	size_t row;

	if (what < 0 || exits < 0)
		return;
	fprintf(w->f, "kvmtrap summary 1\nwhat exits\n");
	for (row = 0; row < t->rows; row++) {
		const char *name = table_cell(t, row, what);
		uint64_t read = number(t, row, exits);
		int count = tally_count_of(name);

		fprintf(w->f, "%s", name);
		put_count(w, count < 0 ? read : tally_sum(tally, NULL, NULL, count), read);
		fputc('\n', w->f);
	}
}

void reconcile(struct snapshot *s)
{
	const struct table *reasons = tables_find(&s->tables, "reasons");
	const struct table *vcpus = tables_find(&s->tables, "vcpus");
	const struct table *vms = tables_find(&s->tables, "vms");
	const char *forgotten = snapshot_health(s, "vms.forgotten");
	struct tally tally;
	struct writer w = { 0 };
	char *text = NULL;
	size_t size;

	if (!reasons || !vcpus || !vms || table_column(vms, "vm") < 0 ||
	    !tally_make(&tally, reasons, vcpus))
		return;
	w.f = open_memstream(&text, &size);
	if (!w.f)
		die("out of memory");
	put_rows(&w, vcpus, &tally);
	put_gone(&w, vcpus, &tally);
	put_rows(&w, vms, &tally);
	if (forgotten && !strcmp(forgotten, "0"))
		put_summary(&w, tables_find(&s->tables, "summary"), &tally);
	if (fclose(w.f))
		die("out of memory");
	free(tally.line);
	s->apart = w.apart;
	if (w.apart)
		tables_add(&s->reconciled, xasprintf("%s", text), "tables");
	free(text);
}
