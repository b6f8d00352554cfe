// SPDX-License-Identifier: GPL-2.0-only
/*
 * agree.c - see agree.h.
 */
#include <string.h>

#include "agree.h"
#include "wrong.h"

static const char *const classes[] = { "cpu", "mem", "io", "irq", "serror", "other" };
#define NR_CLASSES (sizeof(classes) / sizeof(classes[0]))

static bool same(const char *what, const char *vm, const char *vcpu, int64_t a, int64_t b)
{
	return a == b || wrong("%s, vm %s vcpu %s: %lld against %lld", what, vm, vcpu,
			       (long long)a, (long long)b);
}

/* Check a row of vms or vcpus. */
static bool row_adds_up(const struct table *t, unsigned int row)
{
	const char *vm = cell(t, row, column_of(t, "vm"));
	const char *vcpu = cell(t, row, column_of(t, "vcpu"));
	int64_t sum = 0, exits = number_in(t, row, "exits");
	size_t i;

	for (i = 0; i < NR_CLASSES; i++)
		sum += number_in(t, row, classes[i]);
	return same("the classes and exits", vm, vcpu, sum, exits) &&
	       same("io_kernel + io_user and io", vm, vcpu,
		    number_in(t, row, "io_kernel") + number_in(t, row, "io_user"),
		    number_in(t, row, "io")) &&
	       /* An exit that was lost may also have made KVM_RUN return. */
	       (number_in(t, row, "to_user") <= exits + number_in(t, row, "lost") ||
		wrong("%s: vm %s vcpu %s: to_user above exits", table_names[t->id], vm, vcpu));
}

static int64_t item(const struct table *t, const char *column, const char *name,
		    const char *value)
{
	unsigned int row = row_where(t, 0, column, name);

	return row < t->nr_rows ? number_in(t, row, value) : 0;
}

static int64_t in_summary(const struct table *t, const char *what)
{
	return item(t, "class", what, "exits");
}

static bool summary_adds_up(const struct table *t)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < NR_CLASSES; i++)
		sum += in_summary(t, classes[i]);
	return same("summary: the classes and total", "-", "-", sum, in_summary(t, "total")) &&
	       same("summary: io_kernel + io_user and io", "-", "-",
		    in_summary(t, "io_kernel") + in_summary(t, "io_user"), in_summary(t, "io"));
}

bool table_adds_up(const struct table *t)
{
	unsigned int row;

	if (t->id == SUMMARY)
		return summary_adds_up(t);
	if (t->id != VMS && t->id != VCPUS)
		return true;
	for (row = 0; row < t->nr_rows; row++)
		if (!row_adds_up(t, row))
			return false;
	return true;
}

/* Return the sum of @column over the rows of @vm, @vcpu and @class; NULL stands for any. */
static int64_t sum_of(const struct table *t, const char *column, const char *vm, const char *vcpu,
		      const char *class)
{
	int at_vm = column_of(t, "vm"), at_vcpu = column_of(t, "vcpu");
	int at_class = column_of(t, "class"), at = column_of(t, column);
	int64_t sum = 0, value;
	unsigned int row;

	for (row = 0; row < t->nr_rows; row++)
		if ((!vm || !strcmp(cell(t, row, at_vm), vm)) &&
		    (!vcpu || !strcmp(cell(t, row, at_vcpu), vcpu)) &&
		    (!class || !strcmp(cell(t, row, at_class), class)) &&
		    cell_number(t, row, at, &value))
			sum += value;
	return sum;
}

static bool reasons_agree(const struct table *vcpus, const struct table *reasons, unsigned int row)
{
	const char *vm = cell(vcpus, row, column_of(vcpus, "vm"));
	const char *vcpu = cell(vcpus, row, column_of(vcpus, "vcpu"));
	size_t i;

	for (i = 0; i < NR_CLASSES; i++)
		if (!same("reasons and vcpus", vm, vcpu,
			  sum_of(reasons, "exits", vm, vcpu, classes[i]),
			  number_in(vcpus, row, classes[i])))
			return false;
	return true;
}

static bool vms_agree(const struct table *vms, const struct table *vcpus, unsigned int row)
{
	const char *vm = cell(vms, row, column_of(vms, "vm"));
	unsigned int i;

	for (i = column_of(vms, "exits"); i < vms->nr_columns; i++)
		if (!same(vms->columns[i], vm, "all in vcpus",
			  sum_of(vcpus, vms->columns[i], vm, NULL, NULL),
			  number_in(vms, row, vms->columns[i])))
			return false;
	return true;
}

static bool all_agree(const struct table *tables)
{
	const struct table *vcpus = &tables[VCPUS], *summary = &tables[SUMMARY];
	const struct table *health = &tables[HEALTH];
	int64_t total = in_summary(summary, "total");
	int64_t exits = sum_of(vcpus, "exits", NULL, NULL, NULL);
	int64_t lost = in_summary(summary, "lost");

	/* VMs that were forgotten are in the totals only. */
	if (!item(health, "item", "vms.forgotten", "value") &&
	    !(same("all of vcpus and summary", "-", "-", exits, total) &&
	      same("lost of vcpus and summary", "-", "-",
		   sum_of(vcpus, "lost", NULL, NULL, NULL), lost)))
		return false;
	return same("lost in health and summary", "-", "-",
		    item(health, "item", "exits.lost", "value"), lost);
}

bool tables_agree(const struct table tables[NR_TABLES])
{
	unsigned int row;
	int id;

	for (id = 0; id < NR_TABLES; id++)
		if (!table_adds_up(&tables[id]))
			return false;
	for (row = 0; row < tables[VCPUS].nr_rows; row++)
		if (!reasons_agree(&tables[VCPUS], &tables[REASONS], row))
			return false;
	for (row = 0; row < tables[VMS].nr_rows; row++)
		if (!vms_agree(&tables[VMS], &tables[VCPUS], row))
			return false;
	return all_agree(tables);
}
