// SPDX-License-Identifier: GPL-2.0-only
/*
 * hot.c - the file hot: what the vCPUs of each VM trapped on, the most
 * frequent first. It has no rows while hot is off.
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sort.h>

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

static void hot_row(struct text *t, u64 vm, enum hot_kind kind, const char *name,
		    const char *how, u64 count)
{
	text_number(t, 6, vm);
	text_left(t, 6, hot_kind_names[kind]);
	text_left(t, 22, name);
	text_left(t, 14, how);
	text_number(t, 10, count);
	text_end(t);
}

static void heap_show(struct text *t, u64 vm, enum hot_kind kind,
		      const struct heap *heap)
{
	char name[HOT_NAME_MOST], how[HOT_NAME_MOST];
	unsigned int i;

	for (i = 0; i < heap->n; i++) {
		arch_hot_name(kind, heap->entries[i].key, name, how);
		hot_row(t, vm, kind, name, how, heap->entries[i].count);
	}
	if (heap->over)
		hot_row(t, vm, kind, "-", "overflow", heap->over);
}

static void heap_fill(struct heap *heap, const struct vm_rows *rows, enum hot_kind kind)
{
	unsigned int i;

	heap->n = 0;
	heap->over = 0;
	for (i = 0; i < rows->n; i++)
		heap->n += record_hot(listed_record(rows->listed + i), kind,
				      heap->entries + heap->n, &heap->over);
}

static void hot_vm(struct text *t, const struct vm_rows *rows)
{
	struct heap *heap;
	unsigned int kind;

	/* It is on for all records, or for none. */
	if (!listed_record(rows->listed)->hot)
		return;
	heap = kvmalloc(struct_size(heap, entries, rows->n * HOT_ROOM),
			GFP_KERNEL | __GFP_NOWARN);
	if (!heap) {
		text_fail(t);
		return;
	}
	for (kind = 0; kind < HOT_KINDS; kind++) {
		heap_fill(heap, rows, kind);
		heap_sort(heap);
		heap_show(t, rows->vm->number, kind, heap);
		/* A VM may have thousands of vCPUs. */
		cond_resched();
	}
	kvfree(heap);
}

static void hot_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_left(t, 6, "kind");
	text_left(t, 22, "name");
	text_left(t, 14, "how");
	text_right(t, 10, "exits");
}

const struct table publish_hot = {
	.name = "hot",
	.version = 1,
	.reads = READ_IN_ORDER,
	.head = hot_head,
	.vm = hot_vm,
};
