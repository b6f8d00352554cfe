// SPDX-License-Identifier: GPL-2.0-only
/* Lists of each length up to 70 come into order, with equal and with extreme values in them. */
#include <stdlib.h>
#include <string.h>

#include "publish/order.h"
#include "unit.h"

#define MOST 70

static int compare(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

/* @kinds: of so many values. */
static void check(unsigned int n, unsigned int kinds, u64 add)
{
	/* Exactly as much room as is asked for. */
	struct ordered *list = malloc(n * sizeof(*list)), *room = malloc(n * sizeof(*room));
	struct ordered want[MOST];
	unsigned int i;

	for (i = 0; i < n; i++) {
		list[i].first = rand() % kinds + add;
		list[i].second = rand() % kinds - 1ull;
	}
	if (n)
		memcpy(want, list, n * sizeof(*list));
	qsort(want, n, sizeof(*want), compare);
	order(list, n, room);
	CHECK(!n || !memcmp(want, list, n * sizeof(*list)), "%u of %u kinds", n, kinds);
	free(list);
	free(room);
}

static void any_order(void)
{
	unsigned int n;

	srand(1);
	for (n = 0; n <= MOST; n++) {
		check(n, 1, 0);
		check(n, 3, 0);
		check(n, 1000, 0);
		check(n, 1000, ~0ull - 500);
	}
}

static void in_order_already(void)
{
	struct ordered list[MOST], room[MOST];
	unsigned int i;

	memset(room, 0xa5, sizeof(room));
	for (i = 0; i < MOST; i++)
		list[i] = (struct ordered) { i / 3, i };
	order(list, MOST, room);
	for (i = 0; i < MOST; i++)
		CHECK(list[i].first == i / 3 && list[i].second == i, "entry %u has moved", i);
	CHECK(room[0].first == 0xa5a5a5a5a5a5a5a5, "what was in order was copied");
}

static const struct unit_case cases[] = {
	{ "any-order", any_order },
	{ "in-order-already", in_order_already },
};
UNIT_MAIN(cases)
