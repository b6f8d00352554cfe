// SPDX-License-Identifier: GPL-2.0-only
/*
 * hot.c - the file hot: what the vCPUs of each VM trapped on, the most
 * frequent first. It has no rows while hot is off.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>

#include "publish.h"
#include "rows.h"

/* All entries of a VM's vCPUs, of one kind. */
struct heap {
	unsigned int n;
	u64 over;
	struct hot_entry entries[];
};

static int by_key(const void *a, const void *b)
{
	const struct hot_entry *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static int by_count(const void *a, const void *b)
{
	const struct hot_entry *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return by_key(a, b);
}

static void heap_add(struct heap *heap, const struct hot *hot,
		     enum hot_kind kind)
{
	unsigned int i;

	heap->over += hot->over[kind];
	for (i = 0; i < HOT_ROOM; i++) {
		if (hot->entries[kind][i].key)
			heap->entries[heap->n++] = hot->entries[kind][i];
	}
}

/* Leave one entry for each key, the most frequent first. */
static void heap_sort(struct heap *heap)
{
	unsigned int i, n = 0;

	sort(heap->entries, heap->n, sizeof(heap->entries[0]), by_key, NULL);
	for (i = 0; i < heap->n; i++) {
		if (n && heap->entries[n - 1].key == heap->entries[i].key)
			heap->entries[n - 1].count += heap->entries[i].count;
		else
			heap->entries[n++] = heap->entries[i];
	}
	heap->n = n;
	sort(heap->entries, n, sizeof(heap->entries[0]), by_count, NULL);
}

static void hot_put(struct seq_file *m, u64 vm, const char *kind, const char *name,
		    const char *how, u64 count)
{
	seq_printf(m, "%6llu %-6s %-22s %-14s %10llu\n", vm, kind, name, how,
		   count);
}

static void heap_show(struct seq_file *m, u64 vm, enum hot_kind kind,
		      const struct heap *heap)
{
	char name[HOT_NAME_MOST], how[HOT_NAME_MOST];
	unsigned int i;

	for (i = 0; i < heap->n; i++) {
		arch_hot_name(kind, heap->entries[i].key, name, how);
		hot_put(m, vm, hot_kind_names[kind], name, how,
			heap->entries[i].count);
	}
	if (heap->over)
		hot_put(m, vm, hot_kind_names[kind], "-", "overflow", heap->over);
}

/* How many rows from @first on are of the same VM. */
static unsigned int same_vm(const struct reading *r, unsigned int first)
{
	unsigned int n = first;

	while (n < r->n && r->rows[n].rec->vm == r->rows[first].rec->vm)
		n++;
	return n - first;
}

static int show_vm(struct seq_file *m, const struct reading *r,
		   unsigned int first, unsigned int n, struct hot *hot)
{
	struct heap *heap = kvmalloc(struct_size(heap, entries, n * HOT_ROOM),
				     GFP_KERNEL | __GFP_NOWARN);
	unsigned int kind, i;

	if (!heap)
		return -ENOMEM;
	for (kind = 0; kind < HOT_KINDS; kind++) {
		heap->n = 0;
		heap->over = 0;
		for (i = first; i < first + n; i++) {
			memset(hot, 0, sizeof(*hot));
			if (record_hot(r->rows[i].rec, hot))
				heap_add(heap, hot, kind);
		}
		heap_sort(heap);
		heap_show(m, r->rows[first].rec->vm->number, kind, heap);
	}
	kvfree(heap);
	return 0;
}

int publish_show_hot(struct seq_file *m, const struct reading *r)
{
	struct hot *hot = kmalloc(sizeof(*hot), GFP_KERNEL | __GFP_NOWARN);
	unsigned int first, n;
	int err = 0;

	if (!hot)
		return -ENOMEM;
	seq_printf(m, "%6s %-6s %-22s %-14s %10s\n", "vm", "kind", "name", "how",
		   "exits");
	for (first = 0; !err && first < r->n && !seq_has_overflowed(m); first += n) {
		n = same_vm(r, first);
		err = show_vm(m, r, first, n, hot);
	}
	kfree(hot);
	return err;
}
