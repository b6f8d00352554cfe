// SPDX-License-Identifier: GPL-2.0-only
/*
 * index.c - see index.h.
 */
#include <stdlib.h>
#include <string.h>

#include "input/index.h"
#include "util/die.h"

void index_add(struct index *index, const char *word, size_t at)
{
	index->entry = grow_array(index->entry, index->n, sizeof(*index->entry));
	index->entry[index->n++] = (struct index_entry) { word, at };
}

static int compare(const void *left, const void *right)
{
	const struct index_entry *a = left, *b = right;

	return strcmp(a->word, b->word) ?: (a->at > b->at) - (a->at < b->at);
}

void index_sort(struct index *index)
{
	if (index->n)
		qsort(index->entry, index->n, sizeof(*index->entry), compare);
}

size_t index_find(const struct index *index, const char *word)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->entry[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->n || strcmp(index->entry[low].word, word))
		return INDEX_NONE;
	return index->entry[low].at;
}

void index_free(struct index *index)
{
	free(index->entry);
	*index = (struct index) { 0 };
}
