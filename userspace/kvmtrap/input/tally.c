// SPDX-License-Identifier: GPL-2.0-only
/*
 * tally.c - see tally.h.
 */
#include <stdlib.h>
#include <string.h>

#include "input/reasons.h"
#include "input/tally.h"
#include "util/die.h"

static const char *name_of(unsigned int count)
{
	switch (count) {
	case TALLY_EXITS:
		return "exits";
	case TALLY_IO_KERNEL:
		return "io_kernel";
	case TALLY_IO_USER:
		return "io_user";
	case TALLY_LEFT:
		return "to_user";
	case TALLY_SIGNAL:
		return "signal_exits";
	case TALLY_LOST:
		return "lost";
	case TALLY_NESTED:
		return "nested";
	default:
		return class_names[count - TALLY_CLASS];
	}
}

int tally_count_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < TALLY_COUNTS; i++) {
		if (!strcmp(name, name_of(i)))
			return i;
	}
	return strcmp(name, "total") ? -1 : TALLY_EXITS;
}

static int compare(const void *left, const void *right)
{
	const struct tally_line *a = left, *b = right;
	int order = strcmp(a->vm, b->vm);

	return order ?: strcmp(a->vcpu, b->vcpu);
}

/* Return the line of the vCPU if it is the last one, else a new one. */
static struct tally_line *add_line(struct tally *tally, const char *vm, const char *vcpu)
{
	struct tally_line *line = tally->n ? &tally->line[tally->n - 1] : NULL;

	if (line && !strcmp(line->vcpu, vcpu) && !strcmp(line->vm, vm))
		return line;
	tally->line = grow_array(tally->line, tally->n, sizeof(*tally->line));
	line = &tally->line[tally->n++];
	memset(line, 0, sizeof(*line));
	line->vm = vm;
	line->vcpu = vcpu;
	return line;
}

/* Return who answered an exit of class io: the VMM, if its reason ends so. */
static unsigned int io_of(const char *reason)
{
	return reason_is_user(reason) ? TALLY_IO_USER : TALLY_IO_KERNEL;
}

/* Add a line for each row of reasons. */
static bool add_reasons(struct tally *tally, const struct table *t)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu");
	int class = table_column(t, "class"), reason = table_column(t, "reason");
	int exits = table_column(t, "exits");
	size_t row;

	if (vm < 0 || vcpu < 0 || class < 0 || reason < 0 || exits < 0)
		return false;
	for (row = 0; row < t->rows; row++) {
		struct tally_line *line = add_line(tally, table_cell(t, row, vm),
						   table_cell(t, row, vcpu));
		int of_class = tally_count_of(table_cell(t, row, class));
		uint64_t n = table_number(t, row, exits);

		line->count[TALLY_EXITS] += n;
		if (of_class >= TALLY_CLASS && of_class < TALLY_IO_KERNEL)
			line->count[of_class] += n;
		if (!strcmp(table_cell(t, row, class), "io"))
			line->count[io_of(table_cell(t, row, reason))] += n;
	}
	return true;
}

/* Add a line for each row of vcpus, with the counts that only vcpus has. */
static bool add_vcpus(struct tally *tally, const struct table *t)
{
	int vm = table_column(t, "vm"), vcpu = table_column(t, "vcpu"), column[TALLY_COUNTS];
	unsigned int i;
	size_t row;

	if (vm < 0 || vcpu < 0)
		return false;
	for (i = TALLY_LEFT; i < TALLY_COUNTS; i++)
		column[i] = table_column(t, name_of(i));
	for (row = 0; row < t->rows; row++) {
		struct tally_line *line = add_line(tally, table_cell(t, row, vm),
						   table_cell(t, row, vcpu));

		line->listed = true;
		for (i = TALLY_LEFT; i < TALLY_COUNTS; i++)
			line->count[i] += table_number(t, row, column[i]);
	}
	return true;
}

/* Put the lines in order, and add up those of one vCPU. */
static void merge(struct tally *tally)
{
	size_t i, n = 0;
	unsigned int c;

	if (tally->n)
		qsort(tally->line, tally->n, sizeof(*tally->line), compare);
	for (i = 0; i < tally->n; i++) {
		if (!n || compare(&tally->line[n - 1], &tally->line[i])) {
			tally->line[n++] = tally->line[i];
			continue;
		}
		for (c = 0; c < TALLY_COUNTS; c++)
			tally->line[n - 1].count[c] += tally->line[i].count[c];
		tally->line[n - 1].listed |= tally->line[i].listed;
	}
	tally->n = n;
}

/* Return the first line of @vm, or of @vcpu or a later one of it; NULL stands for the first. */
static size_t first_line(const struct tally *tally, const char *vm, const char *vcpu)
{
	const struct tally_line wanted = { .vm = vm, .vcpu = vcpu ?: "" };
	size_t low = 0, high = tally->n, middle;

	while (vm && low < high) {
		middle = low + (high - low) / 2;
		if (compare(&tally->line[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void tally_sums(const struct tally *tally, const char *vm, const char *vcpu,
		uint64_t sum[TALLY_COUNTS])
{
	size_t i = first_line(tally, vm, vcpu);
	unsigned int c;

	memset(sum, 0, TALLY_COUNTS * sizeof(*sum));
	for (; i < tally->n; i++) {
		const struct tally_line *line = &tally->line[i];

		if ((vm && strcmp(line->vm, vm)) || (vcpu && strcmp(line->vcpu, vcpu)))
			return;
		for (c = 0; c < TALLY_COUNTS; c++)
			sum[c] += line->count[c];
	}
}

bool tally_make(struct tally *tally, const struct table *reasons, const struct table *vcpus)
{
	memset(tally, 0, sizeof(*tally));
	if (add_reasons(tally, reasons) && add_vcpus(tally, vcpus)) {
		merge(tally);
		return true;
	}
	free(tally->line);
	return false;
}
