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
#include <linux/cache.h>
#include <linux/kernel.h>

#include "uapi/latency.h"
#include "counters.h"

enum time_state {
	TIME_GUEST,
	TIME_HALTED,	/* waiting for an interrupt, or to be woken by PSCI */
	TIME_HANDLING,	/* + enum kvmtrap_handling */
	TIME_VMM = TIME_HANDLING + KVMTRAP_NR_HANDLINGS,	/* + enum kvmtrap_return */
	TIME_STATES = TIME_VMM + KVMTRAP_NR_RETURNS,
};

/*
 * A state in one word: bits 0 to 7 are an enum time_state. While an exit is handled,
 * bits 16 up say where in struct times its histogram is, in u64s.
 */
#define STATE_INDEX(state)	((state) & 0xff)
#define STATE_MAY_HALT		BIT(8)
#define STATE_LATENCY(state)	((state) >> 16)

/* The state of handling an exit, by its reason. */
extern u32 times_state_of[KVMTRAP_NR_REASONS];

/* A histogram of handling times. arch_latency() says of which reason, or class, it is. */
struct latency {
	u64 longest;	/* ticks */
	u64 exits[LATENCY_BUCKETS];
};

struct times {
	u32 seq;	/* odd while a writer is at it */
	u32 state;
	u32 mult;	/* from ticks to ns << TIMES_SHIFT */
	u64 most;	/* so many ticks or more are of the last bucket */
	u64 last;	/* when the state began; 0: no state is known */
	u64 unsure;	/* ticks below that may be on the wrong state */
	u64 ticks[TIME_STATES];
	struct latency latency[KVMTRAP_NR_LATENCIES];
} ____cacheline_aligned;	/* those of the next vCPU follow */

#define TIMES_SHIFT	20

/**
 * times_init() - prepare what the others here need
 *
 * It asks for reasons and their histograms: after arch_kvm_hold(), which may change them.
 *
 * Context: process, before all else here.
 */
void times_init(void);

/**
 * times_ns() - how long so many ticks are
 * @ticks: of arch_clock_now()
 *
 * Context: any, after arch_clock_init().
 * Return: nanoseconds, by the rate that the clock is known to have now.
 */
u64 times_ns(u64 ticks);

/**
 * times_handling() - is it a state of handling an exit?
 * @state: as struct times has it
 *
 * Context: any.
 * Return: true if it is.
 */
static __always_inline bool times_handling(u32 state)
{
	return STATE_INDEX(state) - TIME_HANDLING < KVMTRAP_NR_HANDLINGS;
}

/**
 * times_write_begin() - before each change
 * @t: the times
 *
 * The clock is read after seq is odd, so that a reader that saw it even has read
 * an older clock.
 *
 * Context: the one writer, preemption off: readers spin until
 * times_write_end().
 * Return: what times_write_end() is to have.
 */
static __always_inline u32 times_write_begin(struct times *t)
{
	u32 seq = t->seq + 1;

	WRITE_ONCE(t->seq, seq);
	/* Pairs with times_read_retry(). */
	smp_wmb();
	return seq + 1;
}

/**
 * times_write_end() - after each change
 * @t: the times
 * @seq: what times_write_begin() returned
 *
 * Context: the one writer, preemption off.
 */
static __always_inline void times_write_end(struct times *t, u32 seq)
{
	/* First in the structure: a store-release takes no offset. */
	smp_store_release(&t->seq, seq);
}

/**
 * times_latency() - the histogram that the time of a state goes into
 * @t: the times
 * @state: one of handling an exit; STATE_LATENCY() is not 0
 *
 * The state has it ready, so that no exit has to compute it.
 *
 * Context: any.
 * Return: one of @t->latency.
 */
static __always_inline struct latency *times_latency(struct times *t, u32 state)
{
	return (struct latency *)((u64 *)t + STATE_LATENCY(state));
}

/**
 * times_sample() - count one handling time, by length
 * @t: the times
 * @l: one of its histograms
 * @ticks: how long it took
 *
 * The two highest bits of a time say which bucket it is of: LATENCY_FROM(). No time above
 * @most is looked at, so that neither the product overflows nor the bucket is past the last.
 * Where the clock went back, as it may by some ticks, no time has passed.
 *
 * Context: between times_write_begin() and times_write_end().
 */
static __always_inline void times_sample(struct times *t, struct latency *l,
					 u64 ticks)
{
	unsigned long bucket = 0, log2;
	u64 ns;

	if (unlikely(ticks > l->longest)) {
		if ((s64)ticks < 0)
			ticks = 0;
		else
			WRITE_ONCE(l->longest, ticks);
	}
	ns = min(ticks, t->most) * t->mult >> TIMES_SHIFT;
	if (likely(ns >> LATENCY_FIRST_LOG2)) {
		log2 = __fls(ns);
		bucket = 2 * log2 + (ns >> (log2 - 1)) - (2 * LATENCY_FIRST_LOG2 + 1);
	}
	count(&l->exits[bucket], 1);
}

/**
 * times_book() - times_next() for a caller that has begun to write, and has read the clock
 * @t: the times, of which a state is known
 * @before: the state that ends
 * @last: when it began
 * @now: what the clock said
 * @state: the one that begins
 * @sample: if the state that ends is the handling of an exit, its time is a sample of latency
 *
 * Context: between times_write_begin() and times_write_end().
 */
static __always_inline void times_book(struct times *t, u32 before, u64 last, u64 now,
				       u32 state, bool sample)
{
	u64 ticks = now - last;

	count(&t->ticks[STATE_INDEX(before)], ticks);
	if (sample && likely(STATE_LATENCY(before)))
		times_sample(t, times_latency(t, before), ticks);
	WRITE_ONCE(t->last, now);
	WRITE_ONCE(t->state, state);
}

/**
 * times_next() - the present state ends, another begins; it is not the first
 * @t: the times, of which times_quick() is true
 * @state: the one that begins
 * @sample: if the state that ends is the handling of an exit, its time is a sample of latency
 *
 * Context: the one writer, preemption off.
 */
static __always_inline void times_next(struct times *t, u32 state, bool sample)
{
	/* Read before the barrier: so times_quick() has it already. Nobody else writes. */
	u32 before = t->state, seq;
	u64 last = t->last;

	seq = times_write_begin(t);
	times_book(t, before, last, arch_clock_now_direct(), state, sample);
	times_write_end(t, seq);
}

/**
 * times_are_of_run() - is the last state one that a vCPU has only in KVM_RUN?
 * @t: the times
 *
 * One that is halted may be switched off, and its VMM's.
 *
 * Context: the one writer, preemption off.
 * Return: true if it is.
 */
static inline bool times_are_of_run(const struct times *t)
{
	u32 state = STATE_INDEX(t->state);

	return t->last && state < TIME_VMM && state != TIME_HALTED;
}

/* What times_change() is to know of the time since the last change. */
enum times_how {
	TIMES_SEEN,	/* nothing but the present state was in it */
	TIMES_SAMPLE,	/* the same; the exit that was being handled is over */
	TIMES_UNSURE,	/* a change was missed: it may belong elsewhere */
};

/**
 * times_change() - times_next() for every case
 * @t: the times
 * @state: the one that begins
 * @how: what is known of the time since the last change
 *
 * Where no state is known the new one begins, and nothing is booked.
 *
 * Context: the one writer, preemption off.
 */
void times_change(struct times *t, u32 state, enum times_how how);

/**
 * times_end() - the state ends now, and none follows
 * @t: the times
 * @how: what is known of the time since the last change
 *
 * Context: the one writer, preemption off.
 */
void times_end(struct times *t, enum times_how how);

/**
 * times_quick() - may times_next() be called?
 * @t: the times, or NULL
 *
 * Context: any.
 * Return: true if a state is known and the clock can be read directly.
 */
static __always_inline bool times_quick(const struct times *t)
{
	return arch_clock_is_direct() && likely(t && t->last);
}

/**
 * times_settle() - what is being handled turns out to be an exit of @reason
 * @t: the times; nothing is done if no exit is being handled
 * @reason: the one that is settled
 *
 * Context: the one writer, preemption off.
 */
static __always_inline void times_settle(struct times *t,
					 enum kvmtrap_reason reason)
{
	if (times_handling(t->state))
		WRITE_ONCE(t->state, times_state_of[reason]);
}

/**
 * times_zero() - zero all that is booked
 * @t: the times; the state goes on
 *
 * Context: between times_write_begin() and times_write_end(), together with
 * what tells readers that it happened.
 */
void times_zero(struct times *t);

/**
 * times_begin_at() - leave out what the present state has had before a reset
 * @t: the times, which are zero
 * @since: when the reset was
 *
 * Context: as times_zero().
 */
void times_begin_at(struct times *t, u64 since);

/**
 * times_stop() - the state ended, and none is known since
 * @t: the times
 * @end: when it ended, which may be past
 *
 * Context: between times_write_begin() and times_write_end(), together with
 * what tells readers that it happened.
 */
void times_stop(struct times *t, u64 end);

/* --- readers --- */

struct times_view {
	u64 ticks[TIME_STATES];
	u64 unsure;
	u64 present;		/* ticks in the present state so far */
	u32 state;		/* the last one that was seen */
	bool known;		/* it still is in that state */
};

/**
 * times_read_begin() - before a reading
 * @t: the times
 *
 * Until times_read_retry() is false, what was read between is to be forgotten.
 *
 * Context: any but that of the writer; waits for one that is at it.
 * Return: what times_read_retry() is to have.
 */
u32 times_read_begin(const struct times *t);

/**
 * times_read_retry() - after a reading
 * @t: the times
 * @seq: what times_read_begin() returned
 *
 * Context: any.
 * Return: true if a writer was at it: read once more.
 */
bool times_read_retry(const struct times *t, u32 seq);

/**
 * times_view() - what is booked, and the present state
 * @v: is filled
 * @t: the times
 * @since: leave out what was before, and all that is booked, if not 0
 * @until: the state ended then, if not 0
 *
 * Context: between times_read_begin() and times_read_retry().
 */
void times_view(struct times_view *v, const struct times *t, u64 since,
		u64 until);

/**
 * times_add() - add what is booked, and the latency
 * @to: what it is added to, which nobody else writes
 * @from: the times
 *
 * Context: any.
 */
void times_add(struct times *to, const struct times *from);

/**
 * times_add_latency() - add the latency alone
 * @to: what it is added to, which nobody else writes
 * @from: the times
 *
 * Context: any.
 */
void times_add_latency(struct latency to[KVMTRAP_NR_LATENCIES], const struct times *from);

#endif
