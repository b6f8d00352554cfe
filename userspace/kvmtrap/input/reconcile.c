// SPDX-License-Identifier: GPL-2.0-only
/*
 * reconcile.c - see reconcile.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "input/reconcile.h"
#include "input/snapshot.h"
#include "input/tally.h"
#include "util/die.h"

/*
 * The tables that are being made. If @to is NULL, none is made, and only @apart is
 * found: by how much the counts differ from those that were read.
 */
struct maker {
	struct tables *to;
	struct table *table;	/* the one being made */
	uint64_t apart;
};

static void put_text(struct maker *m, const char *text)
{
	if (m->to)
		tables_add_cell(m->to, m->table, "%s", text);
}

static void put_count(struct maker *m, uint64_t now, uint64_t read)
{
	uint64_t apart = now > read ? now - read : read - now;

	if (apart > m->apart)
		m->apart = apart;
	if (m->to)
		tables_add_cell(m->to, m->table, "%" PRIu64, now);
}

/* Return which count each column of @t shows, -1: none; to be freed. */
static int *counts_of(const struct table *t)
{
	int *count = calloc(t->columns, sizeof(*count));
	unsigned int i;

	if (!count)
		die("out of memory");
	for (i = 0; i < t->columns; i++)
		count[i] = tally_count_of(t->column[i]);
	return count;
}

/* Make the table @t, vms or vcpus, again with the counts of @tally. */
static void make_rows(struct maker *m, const struct table *t, const struct tally *tally)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu"), *count = counts_of(t);
	uint64_t sum[TALLY_COUNTS];
	unsigned int i;
	size_t row;

	if (m->to)
		m->table = tables_new_like(m->to, t);
	for (row = 0; row < t->rows; row++) {
		tally_sums(tally, table_cell(t, row, vm),
			   vcpu < 0 ? NULL : table_cell(t, row, vcpu), sum);
		for (i = 0; i < t->columns; i++) {
			if (count[i] < 0)
				put_text(m, table_cell(t, row, i));
			else
				put_count(m, sum[count[i]], table_number(t, row, i));
		}
	}
	free(count);
}

/*
 * Make rows for the vCPUs that are in reasons, but not in vcpus, which was read later.
 * They ended in between, and were added to the row "-" of their VM.
 */
static void make_ended(struct maker *m, const struct table *t, const struct tally *tally)
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
				put_count(m, tally->line[n].count[count], 0);
			else
				put_text(m, !strcmp(name, "vm") ? tally->line[n].vm :
					    !strcmp(name, "vcpu") ? tally->line[n].vcpu :
					    !strcmp(name, "state") ? "ended" : "-");
		}
	}
}

/*
 * Make summary again. This is impossible if VMs were forgotten: no other table has
 * their counts.
 */
static void make_summary(struct maker *m, const struct table *t, const struct tally *tally)
{
	int what = table_column(t, "class"), exits = table_column(t, "exits");
	uint64_t sum[TALLY_COUNTS];
	size_t row;

	if (what < 0 || exits < 0)
		return;
	tally_sums(tally, NULL, NULL, sum);
	if (m->to)
		m->table = tables_new(m->to, "summary", "class exits");
	for (row = 0; row < t->rows; row++) {
		const char *name = table_cell(t, row, what);
		uint64_t read = table_number(t, row, exits);
		int count = tally_count_of(name);

		put_text(m, name);
		put_count(m, count < 0 ? read : sum[count], read);
	}
}

static void make_tables(struct maker *m, const struct snapshot *s, const struct tally *tally)
{
	const struct table *vcpus = tables_find(&s->tables, "vcpus");
	const char *forgotten = snapshot_health(s, "vms.forgotten");

	make_rows(m, vcpus, tally);
	make_ended(m, vcpus, tally);
	make_rows(m, tables_find(&s->tables, "vms"), tally);
	if (forgotten && !strcmp(forgotten, "0"))
		make_summary(m, tables_find(&s->tables, "summary"), tally);
}

void reconcile(struct snapshot *s)
{
	const struct table *reasons = tables_find(&s->tables, "reasons");
	const struct table *vcpus = tables_find(&s->tables, "vcpus");
	const struct table *vms = tables_find(&s->tables, "vms");
	struct maker m = { 0 };
	struct tally tally;

	if (!reasons || !vcpus || !vms || table_column(vms, "vm") < 0 ||
	    !tally_make(&tally, reasons, vcpus))
		return;
	make_tables(&m, s, &tally);
	s->apart = m.apart;
	if (m.apart) {
		m.to = &s->reconciled;
		make_tables(&m, s, &tally);
	}
	free(tally.line);
}
