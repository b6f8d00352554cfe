/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * times.h - where a vCPU's time goes.
 *
 * At each change of state the time since the last one is booked on the state
 * that ends: the states add up to all the time since the first change. Units
 * are ticks of the host's counter until they are published.
 *
 * Written like the counters by one thread at a time. A reader gets a set that
 * belongs together, and the time in the present state with it.
 */
#ifndef KVMTRAP_TIMES_H
#define KVMTRAP_TIMES_H

#include <linux/bitops.h>
#include <linux/kernel.h>

#include "arch/arm64/clock.h"
#include "counters.h"
#include "spread.h"

enum time_state {
	TIME_GUEST,
	TIME_ASLEEP,	/* waiting for an interrupt, or to be woken by PSCI */
	TIME_ENTERING,	/* from the begin of KVM_RUN to the first entry */
	TIME_HANDLING,	/* + enum kvmtrap_slot */
	TIME_VMM = TIME_HANDLING + KVMTRAP_NR_SLOTS,	/* + enum kvmtrap_return */
	TIME_STATES = TIME_VMM + KVMTRAP_NR_RETURNS,
};

/*
 * A state with what has to be known of it at once: an enum time_state, while
 * an exit is handled also the row of its spread, counted from 1.
 */
#define STATE_INDEX(state)	((state) & 0xff)
#define STATE_SPREAD(state)	(((state) >> 8) & 0xff)
#define STATE_MAY_SLEEP		BIT(16)

/* The state of handling an exit, by its reason. */
extern u32 times_state_of[KVMTRAP_NR_REASONS];

/* Classes whose handling times are spread out: CPU, MEM, IO, IRQ. */
#define TIME_SPREADS	(KVMTRAP_IRQ + 1)

struct times {
	u32 state;	/* first: a store-release takes no offset */
	u32 mult;	/* ns are ticks * mult >> TIMES_SHIFT */
	u64 last;	/* counter at the last change; 0 before the first */
	u64 origin;	/* so that this and all ticks add up to last */
	u64 ticks[TIME_STATES];
	u64 spread[TIME_SPREADS][SPREAD_BUCKETS];
};

#define TIMES_SHIFT	20

/* @hz: of clock_now(). Before all else here. */
void times_init(u32 hz);
u64 times_ns(u64 ticks);

static __always_inline bool times_handling(u32 state)
{
	return STATE_INDEX(state) - TIME_HANDLING < KVMTRAP_NR_SLOTS;
}

/* The first change, or the first after what was not seen. */
void times_begin(struct times *t, u64 now, u32 state);

static __always_inline void times_sample(struct times *t, unsigned int row,
					 u64 ticks)
{
	u64 ns = ticks * t->mult >> TIMES_SHIFT;
	unsigned long bucket = __fls(ns >> (SPREAD_FIRST_LOG2 - 1) | 1);

	count(&t->spread[row][min(bucket, SPREAD_BUCKETS - 1ul)], 1);
}

/**
 * times_next() - the present state ends, another begins; it is not the first
 * @sample: if it is the handling of an exit that ends, it is over
 */
static __always_inline void times_next(struct times *t, u64 now, u32 state,
				       bool sample)
{
	u32 before = t->state;
	u64 ticks = now - t->last;

	count(&t->ticks[STATE_INDEX(before)], ticks);
	if (sample && likely(STATE_SPREAD(before)))
		times_sample(t, STATE_SPREAD(before) - 1, ticks);
	t->last = now;
	/* Whoever sees the new state sees what was booked on the old one. */
	smp_store_release(&t->state, state);
}

/* The same whenever. */
static __always_inline void times_change(struct times *t, u32 state,
					 bool sample)
{
	u64 now = clock_now();

	if (likely(t->last))
		times_next(t, now, state, sample);
	else
		times_begin(t, now, state);
}

/* May times_next() be called, with clock_now_direct()? */
static __always_inline bool times_quick(const struct times *t)
{
	return clock_is_direct() && likely(t && t->last);
}

/* It turns out what is being handled. */
static __always_inline void times_settle(struct times *t,
					 enum kvmtrap_reason reason)
{
	if (times_handling(t->state))
		WRITE_ONCE(t->state, times_state_of[reason]);
}

/*
 * Zero all, as if it had been done at @since; the state goes on. Nobody may
 * read what is booked meanwhile.
 */
void times_reset(struct times *t, u64 since);

/* --- readers --- */

struct times_view {
	u64 ticks[TIME_STATES];
	u64 present;		/* ticks in the present state so far */
	u32 state;		/* means something if present is not 0 */
};

/* What is booked, and if @running the present state with it. */
void times_view(struct times_view *v, const struct times *t, bool running);

/* Add what is booked, and the spread, of @from to @to, which nobody writes. */
void times_add(struct times *to, const struct times *from);

#endif
