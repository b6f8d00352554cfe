// SPDX-License-Identifier: GPL-2.0-only
/*
 * times.c - see times.h. Nothing here is called at every exit.
 */
#include <linux/kprobes.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include "arch/arm64/decode.h"
#include "times.h"

u32 times_state_of[KVMTRAP_NR_REASONS] __read_mostly;
static u32 clock_rate;

void times_init(u32 hz)
{
	int i;

	clock_rate = hz;
	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		unsigned int class = kvmtrap_reasons[i].class;
		u32 state = TIME_HANDLING + kvmtrap_slot_of[i];

		if (class < TIME_SPREADS)
			state |= (class + 1) << 8;
		if (kvmtrap_may_sleep(i))
			state |= STATE_MAY_SLEEP;
		times_state_of[i] = state;
	}
}

u64 times_ns(u64 ticks)
{
	return mul_u64_u32_div(ticks, NSEC_PER_SEC, clock_rate);
}

static u64 booked(const struct times *t)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < TIME_STATES; i++)
		sum += READ_ONCE(t->ticks[i]);
	return sum;
}
NOKPROBE_SYMBOL(booked);

void times_begin(struct times *t, u64 now, u32 state)
{
	t->mult = div_u64((u64)NSEC_PER_SEC << TIMES_SHIFT, clock_rate);
	WRITE_ONCE(t->origin, now - booked(t));
	WRITE_ONCE(t->last, now);
	/* Pairs with the acquire in times_view(). */
	smp_store_release(&t->state, state);
}
NOKPROBE_SYMBOL(times_begin);

void times_reset(struct times *t, u64 since)
{
	memset(t->ticks, 0, sizeof(t->ticks));
	memset(t->spread, 0, sizeof(t->spread));
	if (!t->last)
		return;
	/* An exit may have gone between the two. */
	since = max(since, t->last);
	WRITE_ONCE(t->origin, since);
	WRITE_ONCE(t->last, since);
}
NOKPROBE_SYMBOL(times_reset);

/* True if nothing has been booked since. */
static bool same(const struct times_view *v, const struct times *t)
{
	int i;

	for (i = 0; i < TIME_STATES; i++) {
		if (v->ticks[i] != READ_ONCE(t->ticks[i]))
			return false;
	}
	return true;
}

void times_view(struct times_view *v, const struct times *t, bool running)
{
	int tries = 10, i;
	u64 end;

	do {
		u64 now, sum = 0;

		/* Pairs with the release in times_next(). */
		v->state = smp_load_acquire(&t->state);
		end = READ_ONCE(t->origin);
		for (i = 0; i < TIME_STATES; i++) {
			v->ticks[i] = READ_ONCE(t->ticks[i]);
			sum += v->ticks[i];
		}
		end += sum;
		now = clock_now();
		v->present = now > end ? now - end : 0;
		/* Read again only after all of the above. */
		smp_rmb();
	} while (!same(v, t) && --tries);

	/* One that changes so often has been long in no state. */
	if (!running || !tries || !READ_ONCE(t->last))
		v->present = 0;
}

void times_add(struct times *to, const struct times *from)
{
	int i, j;

	for (i = 0; i < TIME_STATES; i++)
		to->ticks[i] += READ_ONCE(from->ticks[i]);
	for (i = 0; i < TIME_SPREADS; i++) {
		for (j = 0; j < SPREAD_BUCKETS; j++)
			to->spread[i][j] += READ_ONCE(from->spread[i][j]);
	}
}
