// SPDX-License-Identifier: GPL-2.0-only
/*
 * The map is compared with a plain array after random inserts and removals: with good
 * hashes, and with all keys colliding.
 */
#include <pthread.h>
#include <sched.h>
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

static void exercise(unsigned int rounds)
{
	void *want[KEYS] = { NULL };
	struct ptrmap map;
	unsigned int n;

	SAME(ptrmap_init(&map, KEYS), 0, "ptrmap_init");
	srand(1);
	for (n = 0; n < rounds && !unit_failures; n++) {
		int i = rand() % KEYS;

		ptrmap_remove(&map, &objects[i]);
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
	exercise(20000);
}

static void all_collide(void)
{
	unit_hash_collides = 1;
	exercise(20000);
	unit_hash_collides = 0;
}

static unsigned int used_slots(const struct ptrmap *map)
{
	unsigned int i, used = 0;

	for (i = 0; i <= map->mask; i++)
		used += map->slots[i].key != NULL;
	return used;
}

/* A removed key leaves nothing, so that a search for an absent key ends soon. */
static void nothing_stays(void)
{
	unsigned int i, n, most = KEYS / 4;
	struct ptrmap map;

	SAME(ptrmap_init(&map, most), 0, "ptrmap_init");
	for (i = 0; i < most; i++)
		ptrmap_insert(&map, &objects[i], &map);
	for (n = 0; n < 100000; n++) {
		ptrmap_remove(&map, &objects[n % KEYS]);
		ptrmap_insert(&map, &objects[(n + most) % KEYS], &map);
	}
	SAME(used_slots(&map), most, "used slots");
	SAME(ptrmap_bytes(&map), 4 * most * sizeof(struct ptrmap_slot), "bytes");
	ptrmap_free(&map);
}

/*
 * As a user may try it: some vCPUs stay, others come and go at ever new addresses, where
 * the allocator puts them.
 */
static void nothing_stays_among_others(void)
{
	enum { PLACES = 100000, STAY = 300, BATCH = 256 };
	struct object *many = malloc(PLACES * sizeof(*many));
	struct object *batch[BATCH];
	struct ptrmap map;
	unsigned int i, n;

	SAME(ptrmap_init(&map, STAY + BATCH), 0, "ptrmap_init");
	for (i = 0; i < STAY; i++)
		ptrmap_insert(&map, &many[i], &map);
	srand(1);
	for (n = 0; n < 1200; n++) {
		for (i = 0; i < BATCH; i++) {
			do
				batch[i] = &many[STAY + rand() % (PLACES - STAY)];
			while (ptrmap_find(&map, batch[i]));
			ptrmap_insert(&map, batch[i], &map);
		}
		for (i = 0; i < BATCH; i++)
			ptrmap_remove(&map, batch[i]);
	}
	SAME(used_slots(&map), STAY, "used slots");
	ptrmap_free(&map);
	free(many);
}

static struct ptrmap shared;
static pthread_barrier_t round_begins, round_ends;
static unsigned int finds, misses;
static bool moved, stop;

/* In each round look up the last key, while the keys before it go. */
static void *look_up(void *key)
{
	for (;;) {
		pthread_barrier_wait(&round_begins);
		if (stop)
			return NULL;
		while (!__atomic_load_n(&moved, __ATOMIC_RELAXED)) {
			misses += ptrmap_find(&shared, key) != key;
			__atomic_store_n(&finds, finds + 1, __ATOMIC_RELAXED);
		}
		pthread_barrier_wait(&round_ends);
	}
}

/* Each key that goes moves all behind it, the last one, too. */
static void move_last(void)
{
	unsigned int i, before = finds;

	for (i = 0; i < KEYS; i++)
		ptrmap_insert(&shared, &objects[i], &objects[i]);
	moved = false;
	pthread_barrier_wait(&round_begins);
	while (__atomic_load_n(&finds, __ATOMIC_RELAXED) == before)
		sched_yield();
	for (i = 0; i < KEYS - 1; i++)
		ptrmap_remove(&shared, &objects[i]);
	__atomic_store_n(&moved, true, __ATOMIC_RELAXED);
	pthread_barrier_wait(&round_ends);
	ptrmap_remove(&shared, &objects[KEYS - 1]);
}

/* A key that is there is found with its own value, whatever moves meanwhile. */
static void found_while_others_move(void)
{
	pthread_t reader;
	unsigned int n;

	unit_hash_collides = 1;
	SAME(ptrmap_init(&shared, KEYS), 0, "ptrmap_init");
	pthread_barrier_init(&round_begins, NULL, 2);
	pthread_barrier_init(&round_ends, NULL, 2);
	pthread_create(&reader, NULL, look_up, &objects[KEYS - 1]);
	for (n = 0; n < 500; n++)
		move_last();
	stop = true;
	pthread_barrier_wait(&round_begins);
	pthread_join(reader, NULL);
	SAME(misses, 0, "searches that missed the key, or found another's value");
	ptrmap_free(&shared);
	unit_hash_collides = 0;
}

static const struct unit_case cases[] = {
	{ "random-changes", random_changes },
	{ "all-keys-collide", all_collide },
	{ "nothing-stays", nothing_stays },
	{ "nothing-stays-among-others", nothing_stays_among_others },
	{ "found-while-others-move", found_while_others_move },
};
UNIT_MAIN(cases)
