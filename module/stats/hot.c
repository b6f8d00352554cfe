// SPDX-License-Identifier: GPL-2.0-only
/*
 * hot.c - see hot.h.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "hot.h"

const char *const hot_kind_names[HOT_KINDS] = {
#define X(id, name) [HOT_##id] = name,
	KVMTRAP_HOT_KINDS(X)
#undef X
};

void hot_count_further(struct hot *hot, enum hot_kind kind, u64 key, u64 n)
{
	struct hot_entry *e = hot_first(hot, kind, key);
	struct hot_entry *end = e + HOT_PROBES;

	for (; e < end; e++) {
		if (e->key == key) {
			count(&e->count, n);
			return;
		}
		if (!e->key) {
			WRITE_ONCE(e->count, n);
			/* A reader that sees the key sees a count of it. */
			smp_store_release(&e->key, key);
			return;
		}
	}
	count(&hot->over[kind], n);
}
NOKPROBE_SYMBOL(hot_count_further);

void hot_add(struct hot *to, const struct hot *from)
{
	unsigned int kind, i;

	for (kind = 0; kind < HOT_KINDS; kind++) {
		to->over[kind] += READ_ONCE(from->over[kind]);
		for (i = 0; i < HOT_ROOM; i++) {
			const struct hot_entry *e = &from->entries[kind][i];
			/* Pairs with the release in hot_count_further(). */
			u64 key = smp_load_acquire(&e->key);

			if (key)
				hot_count(to, kind, key, READ_ONCE(e->count));
		}
	}
}

unsigned int hot_list(struct hot_entry to[HOT_ROOM], const struct hot *from,
		      enum hot_kind kind)
{
	const struct hot_entry *e = from->entries[kind];
	unsigned int n = 0;

	for (; e < from->entries[kind] + HOT_ROOM; e++) {
		/* Pairs with the release in hot_count_further(). */
		u64 key = smp_load_acquire(&e->key);

		if (!key)
			continue;
		to[n].key = key;
		to[n++].count = READ_ONCE(e->count);
	}
	return n;
}
