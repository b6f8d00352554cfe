// SPDX-License-Identifier: GPL-2.0-only
/*
 * settle.c - see settle.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "recording.h"
#include "settle.h"
#include "state.h"

/* The counts that reasons tell: columns of vms and vcpus, rows of summary. */
enum count { EXITS, FIRST_CLASS, IO_KERNEL = FIRST_CLASS + NR_CLASSES, IO_USER, NR_COUNTS };

/* Those that they do not; vcpus has them. */
static const char *const others[] = { "left", "signal", "lost" };

#define NR_OTHERS	(sizeof(others) / sizeof(others[0]))

/* What is known of one vCPU; of a VM and of the host in sums of these. */
struct line {
	const char *vm, *vcpu;
	uint64_t n[NR_COUNTS + NR_OTHERS];
	bool listed;		/* in vcpus */
};

struct lines {
	size_t n;
	struct line *line;
};

static const char *name_of(unsigned int count)
{
	if (count == EXITS)
		return "exits";
	if (count == IO_KERNEL)
		return "io_kernel";
	if (count == IO_USER)
		return "io_user";
	return count < NR_COUNTS ? class_names[count - FIRST_CLASS] : others[count - NR_COUNTS];
}

/* -1 if it is none of ours. */
static int count_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < NR_COUNTS + NR_OTHERS; i++) {
		if (!strcmp(name, name_of(i)))
			return i;
	}
	return strcmp(name, "total") ? -1 : EXITS;
}

static int compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = strcmp(a->vm, b->vm);

	return order ?: strcmp(a->vcpu, b->vcpu);
}

static struct line *add_line(struct lines *l, const char *vm, const char *vcpu)
{
	struct line *line;

	l->line = grown(l->line, l->n, sizeof(*l->line));
	line = &l->line[l->n++];
	memset(line, 0, sizeof(*line));
	line->vm = vm;
	line->vcpu = vcpu;
	return line;
}

static uint64_t number(const struct table *t, size_t row, int column)
{
	uint64_t n;

	return column >= 0 && cell_number(table_cell(t, row, column), &n) ? n : 0;
}

/* A line for each row of reasons. */
static bool add_reasons(struct lines *l, const struct table *t)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu");
	int class = table_column(t, "class"), reason = table_column(t, "reason");
	int exits = table_column(t, "exits");
	size_t row;

	if (vm < 0 || vcpu < 0 || class < 0 || reason < 0 || exits < 0)
		return false;
	for (row = 0; row < t->rows; row++) {
		struct line *line = add_line(l, table_cell(t, row, vm), table_cell(t, row, vcpu));
		int of_class = count_of(table_cell(t, row, class));
		uint64_t n = number(t, row, exits);

		line->n[EXITS] = n;
		if (of_class >= FIRST_CLASS && of_class < IO_KERNEL)
			line->n[of_class] = n;
		if (!strcmp(table_cell(t, row, reason), "MMIO_KERNEL"))
			line->n[IO_KERNEL] = n;
		if (!strcmp(table_cell(t, row, reason), "MMIO_USER"))
			line->n[IO_USER] = n;
	}
	return true;
}

/* A line for each row of vcpus, of what only these know. */
static bool add_vcpus(struct lines *l, const struct table *t)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu");
	unsigned int i;
	size_t row;

	if (vm < 0 || vcpu < 0)
		return false;
	for (row = 0; row < t->rows; row++) {
		struct line *line = add_line(l, table_cell(t, row, vm), table_cell(t, row, vcpu));

		line->listed = true;
		for (i = NR_COUNTS; i < NR_COUNTS + NR_OTHERS; i++)
			line->n[i] = number(t, row, table_column(t, name_of(i)));
	}
	return true;
}

/* One line for each vCPU, in order. */
static void merge(struct lines *l)
{
	size_t i, n = 0;
	unsigned int c;

	if (l->n)
		qsort(l->line, l->n, sizeof(*l->line), compare);
	for (i = 0; i < l->n; i++) {
		if (!n || compare(&l->line[n - 1], &l->line[i])) {
			l->line[n++] = l->line[i];
			continue;
		}
		for (c = 0; c < NR_COUNTS + NR_OTHERS; c++)
			l->line[n - 1].n[c] += l->line[i].n[c];
		l->line[n - 1].listed |= l->line[i].listed;
	}
	l->n = n;
}

/* Of @vm (NULL: all) and @vcpu (NULL: all). */
static uint64_t sum(const struct lines *l, const char *vm, const char *vcpu, int count)
{
	size_t low = 0, high = l->n, middle;
	uint64_t n = 0;

	while (vm && low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(l->line[middle].vm, vm) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < l->n && (!vm || !strcmp(l->line[low].vm, vm)); low++) {
		if (!vcpu || !strcmp(l->line[low].vcpu, vcpu))
			n += l->line[low].n[count];
	}
	return n;
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
static void put_rows(struct writer *w, const struct table *t, const struct lines *l)
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

			count = count_of(t->column[i]);
			if (count < 0)
				fprintf(w->f, " %s", cell);
			else
				put_count(w, sum(l, table_cell(t, row, vm), of_vcpu, count),
					  number(t, row, i));
		}
	}
	fputc('\n', w->f);
}

/* vCPUs of reasons that vcpus, read later, had no more: they had become the row "-". */
static void put_gone(struct writer *w, const struct table *t, const struct lines *l)
{
	unsigned int i;
	size_t n;

	for (n = 0; n < l->n; n++) {
		if (l->line[n].listed)
			continue;
		for (i = 0; i < t->columns; i++) {
			const char *name = t->column[i];
			int count = count_of(name);

			if (count >= 0)
				put_count(w, l->line[n].n[count], 0);
			else
				fprintf(w->f, " %s", !strcmp(name, "vm") ? l->line[n].vm :
						     !strcmp(name, "vcpu") ? l->line[n].vcpu :
						     !strcmp(name, "state") ? "ended" : "-");
		}
		fputc('\n', w->f);
	}
}

/* What VMs that are forgotten counted is in no other table. */
static void put_summary(struct writer *w, const struct table *t, const struct lines *l,
			bool whole)
{
	int what = table_column(t, "what"), exits = table_column(t, "exits");
	size_t row;

	if (what < 0 || exits < 0 || !whole)
		return;
	fprintf(w->f, "kvmtrap summary 1\nwhat exits\n");
	for (row = 0; row < t->rows; row++) {
		const char *name = table_cell(t, row, what);
		uint64_t read = number(t, row, exits);
		int count = count_of(name);

		fprintf(w->f, "%s", name);
		put_count(w, count < 0 ? read : sum(l, NULL, NULL, count), read);
		fputc('\n', w->f);
	}
}

void settle(struct state *s)
{
	const struct table *reasons = tables_find(&s->tables, "reasons");
	const struct table *vcpus = tables_find(&s->tables, "vcpus");
	const struct table *vms = tables_find(&s->tables, "vms");
	const char *forgotten = state_health(s, "vms.forgotten");
	struct lines l = { 0 };
	struct writer w = { 0 };
	char *text = NULL;
	size_t size;

	if (!reasons || !vcpus || !vms || table_column(vms, "vm") < 0 ||
	    !add_reasons(&l, reasons) || !add_vcpus(&l, vcpus)) {
		free(l.line);
		return;
	}
	merge(&l);
	w.f = open_memstream(&text, &size);
	if (!w.f)
		fail("out of memory");
	put_rows(&w, vcpus, &l);
	put_gone(&w, vcpus, &l);
	put_rows(&w, vms, &l);
	put_summary(&w, tables_find(&s->tables, "summary"), &l,
		    !forgotten || !strcmp(forgotten, "0"));
	if (fclose(w.f))
		fail("out of memory");
	free(l.line);
	s->apart = w.apart;
	if (w.apart)
		tables_add(&s->settled, text_of("%s", text), "tables");
	free(text);
}
