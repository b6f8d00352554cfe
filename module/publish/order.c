// SPDX-License-Identifier: GPL-2.0-only
/*
 * order.c - see order.h.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "order.h"

static bool is_less(const struct ordered *a, const struct ordered *b)
{
	return a->first < b->first || (a->first == b->first && a->second < b->second);
}

/* The first @left of @list are in order, and so are the others. */
static void merge(struct ordered *list, unsigned int left, unsigned int n,
		  struct ordered *room)
{
	const struct ordered *a = room, *b = list + left;
	const struct ordered *a_end = room + left, *b_end = list + n;

	if (!is_less(b, b - 1))
		return;
	memcpy(room, list, left * sizeof(*list));
	/* What is left of the second half is in its place already. */
	while (a < a_end)
		*list++ = b < b_end && is_less(b, a) ? *b++ : *a++;
}

void order(struct ordered *list, unsigned int n, struct ordered *room)
{
	unsigned int width, i;

	for (width = 1; width < n; width *= 2)
		for (i = 0; i + width < n; i += 2 * width)
			merge(list + i, width, min(2 * width, n - i), room);
}
