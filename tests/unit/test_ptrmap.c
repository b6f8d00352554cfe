// SPDX-License-Identifier: GPL-2.0-only
/*
 * The map is compared with a plain array after random inserts and removals: with good
 * hashes, and with all keys colliding.
 */
#include <stdlib.h>

#include "registry/ptrmap.h"
#include "unit.h"

#define KEYS 64

extern int unit_hash_collides;
/* As far apart as vCPUs, so that the hash tells them apart. */
static struct object {
	char line[64];
} objects[KEYS];

static void check_all(const struct ptrmap *map, void *const *want)
{
	int i;

	for (i = 0; i < KEYS; i++)
		CHECK(ptrmap_find(map, &objects[i]) == want[i], "key %d", i);
}

static void remove_and_check(struct ptrmap *map, int i, void *want)
{
	CHECK(ptrmap_remove(map, &objects[i]) == want, "remove %d", i);
}

/* With a lookup before, as ptrmap_take() says nothing. */
static void take_and_check(struct ptrmap *map, int i, void *want)
{
	CHECK(ptrmap_find(map, &objects[i]) == want, "find %d", i);
	ptrmap_take(map, &objects[i]);
}

static void exercise(unsigned int rounds, void (*drop)(struct ptrmap *, int, void *))
{
	void *want[KEYS] = { NULL };
	struct ptrmap map;
	unsigned int n;

	SAME(ptrmap_init(&map, KEYS), 0, "ptrmap_init");
	srand(1);
	for (n = 0; n < rounds && !unit_failures; n++) {
		int i = rand() % KEYS;

		drop(&map, i, want[i]);
		if (want[i]) {
			want[i] = NULL;
		} else {
			want[i] = &want[n % KEYS];
			ptrmap_insert(&map, &objects[i], want[i]);
		}
		check_all(&map, want);
	}
	ptrmap_free(&map);
}

static void random_changes(void)
{
	unit_hash_collides = 0;
	exercise(20000, remove_and_check);
	exercise(20000, take_and_check);
}

static void all_collide(void)
{
	unit_hash_collides = 1;
	exercise(20000, remove_and_check);
	exercise(20000, take_and_check);
	unit_hash_collides = 0;
}

/* Removed keys must not fill the map, so that a search for an absent key ends at once. */
static void no_marks_stay(void)
{
	struct ptrmap map;
	unsigned int i, n, used = 0;

	SAME(ptrmap_init(&map, 4), 0, "ptrmap_init");
	for (n = 0; n < 1000; n++) {
		for (i = 0; i < 4; i++)
			ptrmap_insert(&map, &objects[(n + i) % KEYS], &map);
		for (i = 0; i < 4; i++)
			ptrmap_remove(&map, &objects[(n + i) % KEYS]);
	}
	for (i = 0; i <= map.mask; i++)
		used += map.slots[i].key != NULL;
	SAME(used, 0, "slots with a mark");
	SAME(ptrmap_bytes(&map), 16 * sizeof(struct ptrmap_slot), "bytes");
	ptrmap_free(&map);
}

/* Nor may they when the map is always as full as it may be. */
static void no_marks_stay_in_a_full_map(void)
{
	struct ptrmap map;
	unsigned int i, n, used = 0, most;

	SAME(ptrmap_init(&map, KEYS / 4), 0, "ptrmap_init");
	most = KEYS / 4;
	for (i = 0; i < most; i++)
		ptrmap_insert(&map, &objects[i], &map);
	for (n = 0; n < 100000; n++) {
		ptrmap_remove(&map, &objects[n % KEYS]);
		ptrmap_insert(&map, &objects[(n + most) % KEYS], &map);
	}
	for (i = 0; i <= map.mask; i++)
		used += !map.slots[i].key;
	CHECK(used > map.mask / 4, "only %u free slots are left of %u", used, map.mask + 1);
	ptrmap_free(&map);
}

/* A map whose keys anybody can change has no mark at all, however often they do. */
static void taking_leaves_no_mark(void)
{
	unsigned int i, n, used = 0, most = KEYS / 4;
	struct ptrmap map;

	SAME(ptrmap_init(&map, KEYS / 4), 0, "ptrmap_init");
	for (i = 0; i < most; i++)
		ptrmap_insert(&map, &objects[i], &map);
	for (n = 0; n < 100000; n++) {
		ptrmap_take(&map, &objects[n % KEYS]);
		ptrmap_insert(&map, &objects[(n + most) % KEYS], &map);
	}
	for (i = 0; i <= map.mask; i++)
		used += map.slots[i].key != NULL;
	SAME(used, most, "used slots");
	ptrmap_free(&map);
}

static const struct unit_case cases[] = {
	{ "random-changes", random_changes },
	{ "all-keys-collide", all_collide },
	{ "no-marks-stay", no_marks_stay },
	{ "no-marks-stay-in-a-full-map", no_marks_stay_in_a_full_map },
	{ "taking-leaves-no-mark", taking_leaves_no_mark },
};
UNIT_MAIN(cases)
