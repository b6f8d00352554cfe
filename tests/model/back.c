// SPDX-License-Identifier: GPL-2.0-only
/*
 * back.c - see back.h.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agree.h"
#include "back.h"
#include "wrong.h"

#define MOST_KEYS 5

/* The columns that identify a row, and what makes the counts of the table begin again. */
static const struct {
	const char *keys[MOST_KEYS];
	unsigned int anew;
} tables[NR_TABLES] = {
	[SUMMARY] = { { "class" }, COUNTS_ANEW },
	[VMS] = { { "vm" }, COUNTS_ANEW },
	[VCPUS] = { { "vm", "vcpu" }, COUNTS_ANEW },
	[REASONS] = { { "vm", "vcpu", "code", "reason" }, COUNTS_ANEW },
	[USERSPACE] = { { "vm", "vcpu", "exit_reason", "reason" }, COUNTS_ANEW | TIMES_ANEW },
	[TIMES] = { { "vm", "vcpu" }, COUNTS_ANEW | TIMES_ANEW },
	[HANDLING] = { { "vm", "vcpu", "code", "reason" }, COUNTS_ANEW | TIMES_ANEW },
	[LATENCY] = { { "vm", "vcpu", "class", "from_ns", "reason" }, COUNTS_ANEW | TIMES_ANEW },
	[HOT] = { { "vm", "kind", "name", "how" }, COUNTS_ANEW | HOT_ANEW },
	[HEALTH] = { { "item" }, COUNTS_ANEW },
};

static const char *const counting[] = {
	"exits", "cpu", "mem", "io", "irq", "serror", "other", "io_kernel", "io_user", "to_user",
	"signal_exits", "lost", "returns", "vmm_ns", "guest_ns", "kernel_ns", "halted_ns",
	"total_ns", "unsure_ns", "max_ns",
};

/* Items of health whose names begin like this only grow. */
static const char *const growing[] = { "hits.", "exits.", "returns.", "vcpus.replaced" };

static bool grows(const struct table *t, unsigned int row, unsigned int column)
{
	size_t i;

	if (t->id == HEALTH) {
		for (i = 0; i < sizeof(growing) / sizeof(growing[0]); i++)
			if (column == 1 &&
			    !strncmp(cell(t, row, 0), growing[i], strlen(growing[i])))
				return true;
		return false;
	}
	for (i = 0; i < sizeof(counting) / sizeof(counting[0]); i++)
		if (!strcmp(t->columns[column], counting[i]))
			return true;
	return false;
}

static bool same_row(const struct table *a, unsigned int row_a, const struct table *b,
		     unsigned int row_b)
{
	int i, column;

	for (i = 0; i < MOST_KEYS && tables[a->id].keys[i]; i++) {
		column = column_of(a, tables[a->id].keys[i]);
		if (strcmp(cell(a, row_a, column), cell(b, row_b, column)))
			return false;
	}
	return true;
}

static bool row_never_back(const struct table *a, unsigned int row_a, const struct table *b,
			   unsigned int row_b)
{
	int64_t before, after;
	unsigned int i;

	for (i = 0; i < a->nr_columns; i++)
		if (grows(a, row_a, i) && cell_number(a, row_a, i, &before) &&
		    cell_number(b, row_b, i, &after) && after < before)
			return wrong("%s: row '%s %s %s %s': %s went back from %lld to %lld",
				     table_names[a->id], cell(a, row_a, 0), cell(a, row_a, 1),
				     cell(a, row_a, a->nr_columns > 2 ? 2 : -1),
				     cell(a, row_a, a->nr_columns > 3 ? 3 : -1), a->columns[i],
				     (long long)before, (long long)after);
	return true;
}

/* Return whether no number in @b is smaller than in @a. Both are the same table. */
static bool never_back(const struct table *a, const struct table *b)
{
	unsigned int row, n, at = 0;

	if (a->nr_columns != b->nr_columns)
		return wrong("%s: its columns changed", table_names[a->id]);
	for (row = 0; row < a->nr_rows; row++) {
		/* In most cases it is the row after the one found last. */
		for (n = 0; n < b->nr_rows; n++, at++) {
			at = at < b->nr_rows ? at : 0;
			if (same_row(a, row, b, at))
				break;
		}
		if (n < b->nr_rows && !row_never_back(a, row, b, at))
			return false;
	}
	return true;
}

/* One per kind of counts. It is odd while they are being made to begin again. */
static unsigned int epochs[3];

static void step(unsigned int what)
{
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (what >> i & 1)
			__atomic_add_fetch(&epochs[i], 1, __ATOMIC_SEQ_CST);
}

void anew_begin(unsigned int what)
{
	step(what);
}

void anew_end(unsigned int what)
{
	step(what);
}

/*
 * Return a number for the table. If it changes, the counts of the table have begun again.
 * If it is odd, they may be about to.
 */
static unsigned long epoch(enum table_id id)
{
	unsigned long sum = 0;
	unsigned int i, odd = 0;

	for (i = 0; i < 3; i++) {
		unsigned int n = __atomic_load_n(&epochs[i], __ATOMIC_SEQ_CST);

		if (!(tables[id].anew >> i & 1))
			continue;
		sum += n & ~1u;
		odd |= n & 1;
	}
	return sum | odd;
}

static struct {
	struct table table;
	unsigned long epoch;
} last[NR_TABLES];

static void look(enum table_id id)
{
	struct table now;
	unsigned long before = epoch(id);

	if (table_read(&now, id) && table_adds_up(&now) && before == epoch(id) && !(before & 1)) {
		if (last[id].table.text && last[id].epoch == before)
			never_back(&last[id].table, &now);
		table_free(&last[id].table);
		last[id].table = now;
		last[id].epoch = before;
	} else {
		table_free(&now);
	}
}

/* Times change most often: even those of a vCPU that does nothing. */
static const enum table_id order[] = {
	TIMES, VCPUS, TIMES, HANDLING, TIMES, USERSPACE, TIMES, LATENCY, TIMES, HOT, TIMES, VMS,
	TIMES, REASONS, TIMES, SUMMARY, TIMES, HEALTH,
};

static pthread_t thread;
static bool running, stop, rests;
static unsigned long count;

static void look_at_once(void)
{
	struct table at_once[NR_TABLES];

	if (tables_read_at_once(at_once))
		tables_agree(at_once);
	tables_free(at_once);
}

static void *reader(void *arg)
{
	bool at_once = tables_at_once_exist();
	size_t i;

	(void)arg;
	for (i = 0; !__atomic_load_n(&stop, __ATOMIC_ACQUIRE); i++) {
		if (__atomic_load_n(&rests, __ATOMIC_ACQUIRE)) {
			usleep(1000);
			continue;
		}
		look(order[i % (sizeof(order) / sizeof(order[0]))]);
		if (at_once && i % 8 == 0)
			look_at_once();
		__atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

void reader_start(void)
{
	int id;

	/* Do not compare with what was read before the module was unloaded. */
	for (id = 0; id < NR_TABLES; id++)
		table_free(&last[id].table);
	stop = false;
	if (pthread_create(&thread, NULL, reader, NULL))
		give_up("a thread");
	running = true;
}

void reader_stop(void)
{
	if (!running)
		return;
	__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	running = false;
}

void reader_rests(bool now)
{
	__atomic_store_n(&rests, now, __ATOMIC_RELEASE);
}

unsigned long reader_count(void)
{
	return __atomic_load_n(&count, __ATOMIC_RELAXED);
}
