// SPDX-License-Identifier: GPL-2.0-only
/*
 * told.c - see known.h. The module sees the return of a KVM_RUN if it has seen its begin.
 * With that return, everything is told that KVM has counted for the vCPU.
 */
#include "control.h"
#include "known.h"

/* Return the row of the vCPU, or nr_rows. */
static unsigned int row_of(const struct table *vcpus, const struct vmm *v, unsigned int id)
{
	unsigned int row = 0;
	int64_t number;

	while ((row = row_where(vcpus, row, "comm", v->name)) < vcpus->nr_rows) {
		if (cell_number(vcpus, row, column_of(vcpus, "vcpu"), &number) && number == id)
			break;
		row++;
	}
	return row;
}

/* Return how many returns of KVM_RUN the table vcpus has for the vCPU. */
static int64_t returns_of(const struct table *vcpus, const struct vmm *v, unsigned int id)
{
	unsigned int row = row_of(vcpus, v, id);

	if (row == vcpus->nr_rows)
		return 0;
	return number_in(vcpus, row, "to_user") + number_in(vcpus, row, "signal_exits");
}

static int64_t exits_of(const struct table *vcpus, const struct vmm *v, unsigned int id)
{
	unsigned int row = row_of(vcpus, v, id);

	return row == vcpus->nr_rows ? 0 : number_in(vcpus, row, "exits");
}

void mark_exits(int slot)
{
	struct known *k = &known[slot];
	struct table vcpus;
	unsigned int id;

	k->followed = false;
	table_read(&vcpus, VCPUS);
	for (id = 0; id < vmms[slot].vcpus; id++)
		k->exits[id] = exits_of(&vcpus, &vmms[slot], id);
	table_free(&vcpus);
}

bool is_followed(int slot)
{
	struct known *k = &known[slot];
	struct table vcpus;
	unsigned int id = 0;

	if (k->followed)
		return true;
	table_read(&vcpus, VCPUS);
	while (id < vmms[slot].vcpus && exits_of(&vcpus, &vmms[slot], id) > k->exits[id])
		id++;
	table_free(&vcpus);
	k->followed = id == vmms[slot].vcpus;
	return k->followed;
}

void mark_returns(void)
{
	struct table vcpus;
	unsigned int id;
	int i;

	table_read(&vcpus, VCPUS);
	for (i = 0; i < NR_SLOTS; i++)
		for (id = 0; vmms[i].pid && id < vmms[i].vcpus; id++)
			known[i].returns[id] = returns_of(&vcpus, &vmms[i], id);
	table_free(&vcpus);
}

bool all_told(const struct table *vcpus, int slot)
{
	unsigned int id;

	if (!control.probes)
		return false;
	for (id = 0; id < vmms[slot].vcpus; id++)
		if (returns_of(vcpus, &vmms[slot], id) <= known[slot].returns[id])
			return false;
	return true;
}
