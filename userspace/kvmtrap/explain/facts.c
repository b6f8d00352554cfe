// SPDX-License-Identifier: GPL-2.0-only
/*
 * facts.c - see facts.h.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/facts.h"
#include "query/query.h"
#include "util/die.h"
#include "util/number.h"

/* The answers to some questions, by VM: in the order of the VMs. */
enum { BY_VM, BY_REASON, BY_USER, BY_TIME, BY_HANDLING, BY_HOT, NR_ANSWERS };
static const char *const asked[NR_ANSWERS] = { "vm", "reason", "user", "time", "handling", "hot" };

struct answers {
	struct result r[NR_ANSWERS];
	size_t next[NR_ANSWERS];
};

/* Return the next row of @vm, or NULL. Rows of VMs before it are passed over. */
static const struct result_row *next_row(struct answers *all, unsigned int i, const char *vm)
{
	const struct result *r = &all->r[i];

	while (all->next[i] < r->rows) {
		const struct result_row *row = &r->row[all->next[i]];
		int order = strverscmp(row->key[0], vm);

		if (order > 0)
			return NULL;
		all->next[i]++;
		if (!order)
			return row;
	}
	return NULL;
}

static void take_reasons(struct vm_facts *f, struct answers *all)
{
	const struct result *reasons = &all->r[BY_REASON], *handling = &all->r[BY_HANDLING];
	const struct result_row *row, *of;
	size_t first;

	while ((row = next_row(all, BY_REASON, f->vm))) {
		f->reason = grow_array(f->reason, f->reasons, sizeof(*f->reason));
		f->reason[f->reasons++] = (struct reason_fact) {
			result_key(reasons, row, "reason"), result_value(reasons, row, "exits"), 0
		};
	}
	first = all->next[BY_REASON] - f->reasons;
	while ((row = next_row(all, BY_HANDLING, f->vm))) {
		of = result_find(reasons, row);
		if (of)
			f->reason[of - reasons->row - first].ns +=
				result_value(handling, row, "kernel_ns");
	}
}

static void take_returns(struct vm_facts *f, struct answers *all)
{
	const struct result *r = &all->r[BY_USER];
	const struct result_row *row;

	while ((row = next_row(all, BY_USER, f->vm))) {
		f->ret = grow_array(f->ret, f->returns, sizeof(*f->ret));
		f->ret[f->returns++] = (struct return_fact) {
			result_key(r, row, "reason"), result_value(r, row, "returns"),
			result_value(r, row, "vmm_ns")
		};
	}
}

static void take_times(struct vm_facts *f, struct answers *all)
{
	const struct result *r = &all->r[BY_TIME];
	const struct result_row *row = next_row(all, BY_TIME, f->vm);

	if (!row)
		return;
	f->guest_ns = result_value(r, row, "guest_ns");
	f->kernel_ns = result_value(r, row, "kernel_ns");
	f->halted_ns = result_value(r, row, "halted_ns");
	f->vmm_ns = result_value(r, row, "vmm_ns");
	f->total_ns = result_value(r, row, "total_ns");
}

/*
 * Note whether the page of row @i is known to be written ten times as often as it is accessed
 * otherwise, or more: on Intel most accesses may be either. Its rows follow each other. Return
 * the row behind them.
 */
static size_t note_written(struct vm_facts *f, size_t i)
{
	const struct hot_fact *first = &f->hot[i];
	uint64_t others = 0, writes = 0;
	size_t end = i;

	for (; end < f->hots; end++) {
		const struct hot_fact *h = &f->hot[end];

		if (strcmp(h->kind, first->kind) || strcmp(h->name, first->name))
			break;
		if (strstr(h->how, "-write"))
			writes += h->exits;
		else
			others += h->exits;
	}
	while (i < end)
		f->hot[i++].written = writes / 10 >= others;
	return end;
}

static void take_hot(struct vm_facts *f, struct answers *all, enum architecture arch)
{
	const struct result *r = &all->r[BY_HOT];
	const struct result_row *row;
	size_t i;

	while ((row = next_row(all, BY_HOT, f->vm))) {
		struct hot_fact h = {
			result_key(r, row, "kind"), result_key(r, row, "name"),
			result_key(r, row, "how"), result_value(r, row, "exits")
		};

		if (!h.exits)
			continue;
		h.place = place_find(arch, f->comm, h.kind, h.name);
		f->hot = grow_array(f->hot, f->hots, sizeof(*f->hot));
		f->hot[f->hots++] = h;
	}
	for (i = 0; i < f->hots; )
		i = note_written(f, i);
}

/* Find the vCPUs' time in which their exits were counted. */
static void take_seconds(struct vm_facts *vm, const struct facts *all)
{
	bool timed = all->averages && vm->total_ns;

	vm->vcpu_seconds = timed ? vm->total_ns / 1e9 : all->seconds * (vm->vcpus ?: 1);
	vm->per_vm = !timed && !vm->vcpus;
}

/* Return how many vCPUs of @vm were live; 0: none, or it is not known. */
static unsigned int live_vcpus(const struct snapshot *s, const char *vm)
{
	uint64_t n;

	return s && parse_number(snapshot_vm_cell(s, vm, "vcpus"), &n) ? n : 0;
}

static void take_vm(struct facts *f, struct answers *all, const struct result_row *row,
		    const struct snapshot *before, const struct snapshot *s)
{
	const struct result *r = &all->r[BY_VM];
	struct vm_facts vm = {
		.vm = row->key[0], .name = row->vm_name,
		.comm = snapshot_vm_cell(s, row->key[0], "comm"),
		.pid = snapshot_vm_cell(s, row->key[0], "pid"),
		.exits = result_value(r, row, "exits"),
		.nested = result_value(r, row, "nested"),
		.lost = result_value(r, row, "lost"),
	};

	vm.vcpus = live_vcpus(s, vm.vm);
	/* Some, or all, may have ended meanwhile. */
	if (live_vcpus(before, vm.vm) > vm.vcpus)
		vm.vcpus = live_vcpus(before, vm.vm);
	take_reasons(&vm, all);
	take_returns(&vm, all);
	take_times(&vm, all);
	take_hot(&vm, all, f->arch);
	take_seconds(&vm, f);
	f->vm = grow_array(f->vm, f->vms, sizeof(*f->vm));
	f->vm[f->vms++] = vm;
}

/* Return true if times are on: also where no vCPU has any. */
static bool times_are_on(const struct snapshot *s)
{
	const char *since = snapshot_health(s, "times.since.unix_ns");
	const struct table *times = snapshot_table(s, "times");

	return since ? strcmp(since, "0") : times && times->rows;
}

/* Return for how long all vCPUs, also those without an exit, had or wanted a CPU. */
static double wanted_seconds(const struct result *times)
{
	double s = 0;
	size_t i;

	for (i = 0; i < times->rows; i++)
		s += (result_value(times, &times->row[i], "guest_ns") +
		      result_value(times, &times->row[i], "kernel_ns")) / 1e9;
	return s;
}

static int by_time_outside(const void *left, const void *right)
{
	const struct vm_facts *a = left, *b = right;
	uint64_t a_ns = a->kernel_ns + a->vmm_ns, b_ns = b->kernel_ns + b->vmm_ns;

	if (a_ns != b_ns)
		return a_ns < b_ns ? 1 : -1;
	return a->exits < b->exits ? 1 : a->exits > b->exits ? -1 : strverscmp(a->vm, b->vm);
}

void facts_collect(struct facts *f, const struct snapshot *a, const struct snapshot *b,
		   const struct vm_set *only)
{
	struct answers all = { 0 };
	unsigned int i;
	size_t row;

	memset(f, 0, sizeof(*f));
	f->arch = b->arch;
	f->recorded = b->span;
	f->seconds = snapshot_counted_seconds(a, b);
	f->times = times_are_on(b);
	f->hot = snapshot_table(b, "hot") && snapshot_table(b, "hot")->rows;
	f->averages = f->times && snapshot_times_cover(a, b);
	f->forgotten = query_forgotten(only, a, b);
	for (i = 0; i < NR_ANSWERS; i++) {
		struct query q = { .view = view_find(asked[i]), .per = PER_VM };

		query_change(&all.r[i], &q, a, b);
	}
	for (row = 0; row < all.r[BY_VM].rows; row++) {
		const struct result_row *vm = &all.r[BY_VM].row[row];

		if (result_value(&all.r[BY_VM], vm, "exits") &&
		    (!only || vm_set_has(only, vm->key[0])))
			take_vm(f, &all, vm, a && !snapshot_restarted(a, b) ? a : NULL, b);
	}
	f->cpus = b->cpus;
	f->wanted = f->averages && f->seconds ? wanted_seconds(&all.r[BY_TIME]) / f->seconds : 0;
	for (i = 0; i < NR_ANSWERS; i++)
		result_free(&all.r[i]);
	if (f->vms)
		qsort(f->vm, f->vms, sizeof(*f->vm), by_time_outside);
}

void facts_free(struct facts *f)
{
	size_t i;

	for (i = 0; i < f->vms; i++) {
		free(f->vm[i].reason);
		free(f->vm[i].ret);
		free(f->vm[i].hot);
	}
	free(f->vm);
	memset(f, 0, sizeof(*f));
}
