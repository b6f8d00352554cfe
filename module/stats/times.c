// SPDX-License-Identifier: GPL-2.0-only
/*
 * times.c - see times.h. Nothing here is called at an exit on the fast path.
 */
#include <linux/build_bug.h>
#include <linux/kprobes.h>
#include <linux/math64.h>

#include "times.h"

/* What STATE_INDEX() has room for. */
static_assert(TIME_STATES <= 256);

u32 times_state_of[KVMTRAP_NR_REASONS] __read_mostly;

/* Return the histogram that the times of a reason go into; -1: none. */
static int latency_of(unsigned int reason)
{
	int i, rest = -1;

	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++) {
		const struct kvmtrap_latency *l = arch_latency(i);

		if (l->reason == reason)
			return i;
		if (l->reason == KVMTRAP_NR_REASONS && l->class == arch_reason(reason)->class)
			rest = i;
	}
	return rest;
}

static_assert(offsetof(struct times, latency) % sizeof(u64) == 0);
static_assert(sizeof(struct times) / sizeof(u64) < 1 << 16);

void times_init(void)
{
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		u32 state = TIME_HANDLING + arch_handling_of(i);
		int latency = latency_of(i);

		if (latency >= 0)
			state |= offsetof(struct times, latency[latency]) / sizeof(u64) << 16;
		if (arch_may_halt(i))
			state |= STATE_MAY_HALT;
		times_state_of[i] = state;
	}
}

#define CLOCK_GOES_BACK_MOST	(1ll << 60)	/* ten years of a TSC */

u64 times_ns(u64 ticks)
{
	/*
	 * The clock went back: by less than this, or it is the sum of many vCPUs for months.
	 * x86 faults if a quotient does not fit.
	 */
	if (unlikely((s64)ticks < 0 && ((s64)ticks > -CLOCK_GOES_BACK_MOST ||
					arch_clock_rate() < ARCH_CLOCK_PERIOD_NS)))
		return 0;
	return mul_u64_u32_div(ticks, ARCH_CLOCK_PERIOD_NS, arch_clock_rate());
}
NOKPROBE_SYMBOL(times_ns);

void times_change(struct times *t, u32 state, enum times_how how)
{
	u32 seq = times_write_begin(t);
	u64 now;

	now = arch_clock_now();
	if (likely(t->last)) {
		if (how == TIMES_UNSURE)
			count(&t->unsure, now - t->last);
		times_book(t, t->state, t->last, now, state, how == TIMES_SAMPLE);
	} else {
		t->mult = div_u64((u64)ARCH_CLOCK_PERIOD_NS << TIMES_SHIFT,
				  arch_clock_rate());
		t->most = (1ull << (LATENCY_LAST_LOG2 + TIMES_SHIFT)) / t->mult + 1;
		WRITE_ONCE(t->last, now);
		WRITE_ONCE(t->state, state);
	}
	times_write_end(t, seq);
}
NOKPROBE_SYMBOL(times_change);

void times_zero(struct times *t)
{
	memset(t->ticks, 0, sizeof(t->ticks));
	memset(t->latency, 0, sizeof(t->latency));
	t->unsure = 0;
}
NOKPROBE_SYMBOL(times_zero);

void times_begin_at(struct times *t, u64 since)
{
	/* @since may lie before an exit that was booked meanwhile. */
	if (t->last)
		WRITE_ONCE(t->last, max(since, t->last));
}
NOKPROBE_SYMBOL(times_begin_at);

void times_stop(struct times *t, u64 end)
{
	if (t->last && end > t->last)
		count(&t->ticks[STATE_INDEX(t->state)], end - t->last);
	WRITE_ONCE(t->last, 0);
}
NOKPROBE_SYMBOL(times_stop);

void times_end(struct times *t, enum times_how how)
{
	u32 seq = times_write_begin(t);
	u64 now;

	now = arch_clock_now();
	if (how == TIMES_UNSURE && t->last)
		count(&t->unsure, now - t->last);
	times_stop(t, now);
	times_write_end(t, seq);
}
NOKPROBE_SYMBOL(times_end);

u32 times_read_begin(const struct times *t)
{
	u32 seq;

	/* A writer keeps seq odd for some instructions, with preemption off. */
	while ((seq = READ_ONCE(t->seq)) & 1)
		cpu_relax();
	/* Pairs with times_write_end(). */
	smp_rmb();
	return seq;
}

bool times_read_retry(const struct times *t, u32 seq)
{
	/* Pairs with times_write_begin(). */
	smp_rmb();
	return READ_ONCE(t->seq) != seq;
}

/*
 * A CPU may read its clock while its store to seq is still on its way to other
 * CPUs. A reader stays this far behind: far longer than any store takes.
 */
#define READER_BEHIND_NS	10000

static u64 reader_behind(void)
{
	return div_u64((u64)arch_clock_rate() * READER_BEHIND_NS, ARCH_CLOCK_PERIOD_NS);
}

void times_view(struct times_view *v, const struct times *t, u64 since,
		u64 until)
{
	u64 end, last;
	int i;

	if (since) {
		memset(v->ticks, 0, sizeof(v->ticks));
		v->unsure = 0;
	} else {
		for (i = 0; i < TIME_STATES; i++)
			v->ticks[i] = READ_ONCE(t->ticks[i]);
		v->unsure = READ_ONCE(t->unsure);
	}
	v->state = READ_ONCE(t->state);
	last = READ_ONCE(t->last);
	/* Read the clock only after all of the above. */
	smp_rmb();
	end = until ?: arch_clock_now() - reader_behind();
	v->known = last && !until;
	v->present = last && end > max(last, since) ? end - max(last, since) : 0;
}

void times_add(struct times *to, const struct times *from)
{
	int i;

	for (i = 0; i < TIME_STATES; i++)
		to->ticks[i] += READ_ONCE(from->ticks[i]);
	to->unsure += READ_ONCE(from->unsure);
	times_add_latency(to->latency, from);
}

void times_add_latency(struct latency to[KVMTRAP_NR_LATENCIES], const struct times *from)
{
	int i, j;

	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++) {
		const struct latency *l = &from->latency[i];

		for (j = 0; j < LATENCY_BUCKETS; j++)
			to[i].exits[j] += READ_ONCE(l->exits[j]);
		to[i].longest = max(to[i].longest, READ_ONCE(l->longest));
	}
}
