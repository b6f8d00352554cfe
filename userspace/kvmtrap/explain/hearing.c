// SPDX-License-Identifier: GPL-2.0-only
/*
 * hearing.c - see hearing.h.
 */
#include <fnmatch.h>
#include <string.h>

#include "explain/hearing.h"
#include "util/die.h"

uint64_t *hearing_taken(struct hearing *h, const struct pool *pool)
{
	size_t i;

	for (i = 0; i < h->n; i++) {
		if (h->taken[i].pool == pool)
			return &h->taken[i].exits;
	}
	h->taken = grow_array(h->taken, h->n, sizeof(*h->taken));
	h->taken[h->n] = (struct taken) { pool, 0 };
	return &h->taken[h->n++].exits;
}

double hearing_ns(const struct vm_facts *vm, const struct pool *pool)
{
	double ns = facts_kernel_ns(vm, pool);

	return pool->returns ? ns + facts_return(vm, pool->returns).vmm_ns : ns;
}

static bool is_slow(const struct hearing *h, const struct pool *pool)
{
	uint64_t exits = facts_exits(h->vm, pool);

	return h->all->averages && exits && hearing_ns(h->vm, pool) / exits >= SLOW_NS;
}

static bool fits(const struct hot_fact *row, const struct part *p)
{
	return !row->taken && hot_is_of(row, p->pool) &&
	       (!p->name || !fnmatch(p->name, row->name, 0)) &&
	       (!p->how || !fnmatch(p->how, row->how, 0)) &&
	       (!p->place || (row->place && row->place->kind == p->place)) &&
	       (!p->written || row->written);
}

/* Keep the most frequent rows, the first of them first. */
static void note_row(struct finding *f, struct hot_fact row)
{
	unsigned int i;

	f->rows++;
	for (i = 0; row.name && i < ROWS_TOLD; i++) {
		if (f->row[i].exits < row.exits) {
			struct hot_fact less = f->row[i];

			f->row[i] = row;
			row = less;
		}
	}
}

void hearing_take(struct hearing *h, const struct part *p, struct finding *f, struct taking *s)
{
	uint64_t exits = facts_exits(h->vm, p->pool), *taken = hearing_taken(h, p->pool), n = 0;
	uint64_t seen = 0, rows;
	size_t i;

	if (!exits || (p->slow && !is_slow(h, p->pool)))
		return;
	for (i = 0; i < h->vm->hots; i++) {
		struct hot_fact *row = &h->vm->hot[i];

		seen += hot_is_of(row, p->pool) ? row->exits : 0;
		if (!fits(row, p))
			continue;
		row->taken = true;
		n += row->exits;
		note_row(f, *row);
	}
	/* Rows of hot are read last, and may be some events ahead. */
	rows = n;
	if (!PART_OF(p) || n > exits - *taken)
		n = exits - *taken;
	if (!n)
		return;
	if (n > rows)
		note_row(f, (struct hot_fact){ .name = p->pool->of, .exits = n - rows });
	*taken += n;
	s->count += n;
	s->ns += hearing_ns(h->vm, p->pool) * n / exits;
	s->at_least |= PART_OF(p) && seen < exits;
}

struct amount hearing_amount(const struct hearing *h, uint64_t count, double ns)
{
	const struct vm_facts *vm = h->vm;

	return (struct amount) {
		.count = count,
		.share = 100.0 * count / vm->exits,
		.rate = vm->vcpu_seconds ? count / vm->vcpu_seconds : -1,
		.per_vm = vm->per_vm,
		.time = vm->total_ns ? 100.0 * ns / vm->total_ns : -1,
		.each_ns = vm->total_ns && h->all->averages && count ? ns / count : -1,
	};
}

bool amount_reaches(const struct amount *is, const struct threshold *from, double part)
{
	if (is->count * part < LEAST_COUNT)
		return false;
	return (from->rate && is->share * part >= from->share && is->rate * part >= from->rate) ||
	       (from->time && is->time * part >= from->time);
}

double hearing_sure_part(const struct hearing *h, uint64_t count)
{
	return count > h->vm->nested ? (double)(count - h->vm->nested) / count : 0;
}
