/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * times.h - where a vCPU's time goes.
 *
 * At each change of state the time since the last one is booked on the state
 * that ends: the states add up to all the time since the first change. Units
 * are ticks of the host's counter until they are published.
 *
 * Written like the counters by one thread at a time, with preemption off. A
 * reader sees the totals, the present state and its time as they were at one
 * moment, and never a total that is smaller than at an earlier reading.
 */
#ifndef KVMTRAP_TIMES_H
#define KVMTRAP_TIMES_H

#include <linux/bitops.h>
#include <linux/kernel.h>

#include "uapi/latency.h"
#include "counters.h"

enum time_state {
	TIME_GUEST,
	TIME_HALTED,	/* waiting for an interrupt, or to be woken by PSCI */
	TIME_ENTERING,	/* from the begin of KVM_RUN to the first entry */
	TIME_HANDLING,	/* + enum kvmtrap_slot */
	TIME_VMM = TIME_HANDLING + KVMTRAP_NR_SLOTS,	/* + enum kvmtrap_return */
	TIME_STATES = TIME_VMM + KVMTRAP_NR_RETURNS,
};

/*
 * A state with what has to be known of it at once: an enum time_state, while
 * an exit is handled also the row of its latency, counted from 1.
 */
#define STATE_INDEX(state)	((state) & 0xff)
#define STATE_LATENCY(state)	(((state) >> 8) & 0xff)
#define STATE_MAY_HALT		BIT(16)

/* The state of handling an exit, by its reason. */
extern u32 times_state_of[KVMTRAP_NR_REASONS];

/* Classes whose handling times are counted by length: CPU, MEM, IO, IRQ. */
#define TIME_LATENCIES	(KVMTRAP_IRQ + 1)

struct times {
	u32 seq;	/* odd while a writer is at it */
	u32 state;
	u32 mult;	/* from ticks to ns << TIMES_SHIFT */
	u64 last;	/* when the state began; 0: no state is known */
	u64 unsure;	/* ticks below that may be on the wrong state */
	u64 ticks[TIME_STATES];
	u64 latency[TIME_LATENCIES][LATENCY_BUCKETS];
};

#define TIMES_SHIFT	20

/* @hz: of arch_clock_now(). Before all else here. */
void times_init(u32 hz);
u64 times_ns(u64 ticks);

static __always_inline bool times_handling(u32 state)
{
	return STATE_INDEX(state) - TIME_HANDLING < KVMTRAP_NR_SLOTS;
}

/*
 * Around each change. The clock is read inside: whoever finds no writer at it
 * and then reads the clock is ahead of none that is about to.
 */
static __always_inline void times_write_begin(struct times *t)
{
	WRITE_ONCE(t->seq, t->seq + 1);
	/* Pairs with times_read_retry(). */
	smp_wmb();
}

static __always_inline void times_write_end(struct times *t)
{
	/* First in the structure: a store-release takes no offset. */
	smp_store_release(&t->seq, t->seq + 1);
}

/* Longer ones are all in the last bucket; so no product overflows. */
#define TIMES_SAMPLE_MOST	BIT_ULL(36)

static __always_inline void times_sample(struct times *t, unsigned int row,
					 u64 ticks)
{
	u64 ns = min(ticks, TIMES_SAMPLE_MOST) * t->mult >> TIMES_SHIFT;
	unsigned long bucket = __fls(ns >> (LATENCY_FIRST_LOG2 - 1) | 1);

	count(&t->latency[row][min(bucket, LATENCY_BUCKETS - 1ul)], 1);
}

/* times_next() between begin and end, with the clock read. */
static __always_inline void times_book(struct times *t, u64 now, u32 state,
				       bool sample)
{
	u32 before = t->state;
	u64 ticks = now - t->last;

	count(&t->ticks[STATE_INDEX(before)], ticks);
	if (sample && likely(STATE_LATENCY(before)))
		times_sample(t, STATE_LATENCY(before) - 1, ticks);
	WRITE_ONCE(t->last, now);
	WRITE_ONCE(t->state, state);
}

/**
 * times_next() - the present state ends, another begins; it is not the first
 * @sample: if it is the handling of an exit that ends, it is over
 */
static __always_inline void times_next(struct times *t, u32 state, bool sample)
{
	times_write_begin(t);
	times_book(t, arch_clock_now_direct(), state, sample);
	times_write_end(t);
}

/* What times_change() is to know of the time since the last change. */
enum times_how {
	TIMES_SEEN,	/* nothing but the present state was in it */
	TIMES_SAMPLE,	/* the same; the exit that was being handled is over */
	TIMES_UNSURE,	/* a change was missed: it may belong elsewhere */
};

/**
 * times_change() - times_next() for every case
 *
 * Where no state is known the new one begins, and nothing is booked.
 */
void times_change(struct times *t, u32 state, enum times_how how);

/* The state ends now, and none follows. */
void times_end(struct times *t, enum times_how how);

/* May times_next() be called? */
static __always_inline bool times_quick(const struct times *t)
{
	return arch_clock_is_direct() && likely(t && t->last);
}

/* What is being handled turns out to be an exit of @reason. */
static __always_inline void times_settle(struct times *t,
					 enum kvmtrap_reason reason)
{
	if (times_handling(t->state))
		WRITE_ONCE(t->state, times_state_of[reason]);
}

/*
 * These two go between times_write_begin() and times_write_end(), together with
 * what tells readers that it happened.
 */

/* Zero all, as if it had been done at @since; the state goes on. */
void times_reset(struct times *t, u64 since);

/* The state ended at @end, which may be past: from then on none is known. */
void times_stop(struct times *t, u64 end);

/* --- readers --- */

struct times_view {
	u64 ticks[TIME_STATES];
	u64 unsure;
	u64 present;		/* ticks in the present state so far */
	u32 state;		/* the last one that was seen */
	bool known;		/* it still is in that state */
};

/* Until times_read_retry() is false, what was read between is to be forgotten. */
u32 times_read_begin(const struct times *t);
bool times_read_retry(const struct times *t, u32 seq);

/*
 * times_view() - what is booked, and the present state
 * @since: leave out what was before, and all that is booked, if not 0
 * @until: the state ended then, if not 0
 */
void times_view(struct times_view *v, const struct times *t, u64 since,
		u64 until);

/* Add what is booked, and the latency, of @from to @to, which nobody writes. */
void times_add(struct times *to, const struct times *from);

#endif
