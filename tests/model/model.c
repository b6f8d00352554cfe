// SPDX-License-Identifier: GPL-2.0-only
/*
 * model.c - see model.h. Changes the model when a control is written. known.h has what
 * the model knows.
 */
#include <string.h>

#include "control.h"
#include "known.h"

struct known known[NR_SLOTS];
struct interval ended;
unsigned int orphans;

static struct table before;	/* the table vms before the change */
static bool still, was_enabled;
static int filter_pid, filter_vm;	/* slots; -1: none; NR_SLOTS: of a VM that ended */

void model_init(void)
{
	memset(known, 0, sizeof(known));
	ended = (struct interval){ 0 };
	filter_pid = -1;
	filter_vm = -1;
	was_enabled = true;
	orphans = 0;
}

static bool should_count(int slot)
{
	return control.loaded && control.enabled && (filter_pid < 0 || filter_pid == slot) &&
	       (filter_vm < 0 || filter_vm == slot);
}

void model_filter_pid(int slot)
{
	filter_pid = slot;
}

void model_filter_vm(int slot)
{
	filter_vm = slot;
}

void filters_forget(int slot)
{
	if (filter_pid == slot)
		filter_pid = NR_SLOTS;
	if (filter_vm == slot)
		filter_vm = NR_SLOTS;
}

bool changing_still(void)
{
	return still;
}

int64_t counted_in(const struct table *vms, const struct vmm *v, unsigned int *row)
{
	*row = row_where(vms, 0, "comm", v->name);
	if (*row == vms->nr_rows)
		return 0;
	return number_in(vms, *row, "exits") + number_in(vms, *row, "lost");
}

static int64_t under_way(int slot)
{
	return still ? 0 : UNDER_WAY * vmms[slot].vcpus;
}

bool may_be_nameless(void)
{
	return control.max_vcpus;
}

void model_changing(bool all_still)
{
	unsigned int row;
	int i;

	still = all_still;
	table_free(&before);
	if (control.loaded)
		table_read(&before, VMS);
	for (i = 0; i < NR_SLOTS; i++) {
		if (!vmms[i].pid)
			continue;
		known[i].seen = control.loaded ? counted_in(&before, &vmms[i], &row) : 0;
		known[i].kvm = vmm_exits(&vmms[i]);
		if (control.loaded)
			is_followed(i);
	}
}

/*
 * Nothing sees an event that is under way. An abort that waits for its outcome is told at
 * the vCPU's next event after the pause, or at its end.
 */
static void left_open(struct known *k, int slot)
{
	if (!still)
		k->untold = most(k->untold, vmms[slot].vcpus);
}

static void stops_counting(struct known *k, int slot, int64_t now)
{
	k->kept.from = most(k->seen, k->kvm - k->behind.to - k->untold - under_way(slot));
	k->kept.to = now - k->behind.from;
	k->counted = false;
}

/* Return the most that may be behind, for a VM that is to be counted from @now on. */
static int64_t behind_at(int slot, int64_t now)
{
	return control.probes || is_followed(slot) ? now : ANY_NUMBER;
}

static void starts_counting(struct known *k, int slot, int64_t now)
{
	k->behind.from = most(0, k->kvm - under_way(slot) - k->kept.to);
	mark_exits(slot);
	k->behind.to = behind_at(slot, now - k->kept.from);
	k->counted = true;
}

/* The begin of the KVM_RUN that is under way was not seen. Nor will its return be seen. */
static void missed_the_begin(struct known *k, int slot)
{
	if (!still)
		k->untold = most(k->untold, UNDER_WAY * vmms[slot].vcpus);
	memset(k->returns, 0, sizeof(k->returns));
}

void model_changed(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];
		bool count = should_count(i);
		int64_t now;

		if (!vmms[i].pid)
			continue;
		now = vmm_exits(&vmms[i]);
		if (k->counted && !count)
			stops_counting(k, i, now);
		else if (!k->counted && count)
			starts_counting(k, i, now);
		if (control.enabled && !was_enabled)
			missed_the_begin(k, i);
		else if (!control.enabled && was_enabled)
			left_open(k, i);
	}
	if (control.enabled != was_enabled)
		mark_returns();
	was_enabled = control.enabled;
}

void model_reset(void)
{
	int i;

	/*
	 * The last exit of a vCPU whose end was not seen may still be open. When the
	 * module finds that out, the exit is lost, and is counted after the reset.
	 */
	ended = (struct interval){ 0, orphans };
	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];
		int64_t now;

		if (!vmms[i].pid)
			continue;
		memset(k->exits, 0, sizeof(k->exits));
		now = vmm_exits(&vmms[i]);
		if (k->counted) {
			int64_t from = k->kvm - under_way(i);

			/* Exits that are told only after the reset count after it. */
			if (k->untold)
				from = least(from, k->seen + k->behind.from);
			k->behind.from = most(0, from);
			k->behind.to = behind_at(i, now);
		} else {
			k->kept.to = under_way(i) + (k->untold ? k->kept.to - k->seen : 0);
			k->kept.from = 0;
		}
	}
	mark_returns();
}

void model_loaded(void)
{
	int i;

	ended = (struct interval){ 0 };
	filter_pid = -1;
	filter_vm = -1;
	orphans = 0;
	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];

		if (!vmms[i].pid)
			continue;
		k->kept = (struct interval){ 0 };
		k->untold = 0;
		starts_counting(k, i, vmm_exits(&vmms[i]));
		missed_the_begin(k, i);
	}
	model_changed();
}

void model_probes_off(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++) {
		if (!vmms[i].pid)
			continue;
		known[i].untold = ANY_NUMBER;
		if (!is_followed(i))
			known[i].behind.to = ANY_NUMBER;
	}
}

void model_probes_on(void)
{
	mark_returns();
}

long model_number(int slot)
{
	unsigned int row;
	struct table vms;
	long number = 0;

	if (table_read(&vms, VMS)) {
		row = row_where(&vms, 0, "comm", vmms[slot].name);
		number = row < vms.nr_rows ? number_in(&vms, row, "vm") : 0;
	}
	table_free(&vms);
	return number;
}

void model_born(int slot)
{
	struct known *k = &known[slot];

	*k = (struct known){ .counted = should_count(slot) };
	if (!control.probes) {
		k->untold = ANY_NUMBER;
		k->behind.to = ANY_NUMBER;
	}
}
