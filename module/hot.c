// SPDX-License-Identifier: GPL-2.0-only
/*
 * hot.c - see hot.h.
 */
#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "counters.h"
#include "hot.h"

/* A key is in one of so many entries, or in none. */
#define HOT_PROBES	8

const char *const hot_kind_names[HOT_KINDS] = {
#define X(id, name) [HOT_##id] = name,
	KVMTRAP_HOT_KINDS(X)
#undef X
};

void hot_count(struct hot *hot, enum hot_kind kind, u64 key, u64 n)
{
	struct hot_entry *room = hot->entries[kind];
	u32 at = (u32)(key ^ key >> 32) * GOLDEN_RATIO_32 >> 16;
	unsigned int i;

	at = at * (HOT_ROOM - HOT_PROBES + 1) >> 16;
	for (i = 0; i < HOT_PROBES; i++, at++) {
		if (room[at].key == key) {
			count(&room[at].count, n);
			return;
		}
		if (!room[at].key) {
			WRITE_ONCE(room[at].count, n);
			/* Whoever sees the key sees a count of it. */
			smp_store_release(&room[at].key, key);
			return;
		}
	}
	count(&hot->over[kind], n);
}
NOKPROBE_SYMBOL(hot_count);

void hot_add(struct hot *to, const struct hot *from)
{
	unsigned int kind, i;

	for (kind = 0; kind < HOT_KINDS; kind++) {
		to->over[kind] += READ_ONCE(from->over[kind]);
		for (i = 0; i < HOT_ROOM; i++) {
			const struct hot_entry *e = &from->entries[kind][i];
			/* Pairs with the release above. */
			u64 key = smp_load_acquire(&e->key);

			if (key)
				hot_count(to, kind, key, READ_ONCE(e->count));
		}
	}
}
