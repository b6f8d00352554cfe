// SPDX-License-Identifier: GPL-2.0-only
/*
 * rounds.c - see rounds.h.
 *
 * A round has a block for each attachment. The next round does all of it backwards. If the
 * machine gets slower or faster all the time, as it warms up, this cancels out.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/block.h"
#include "bench/rounds.h"
#include "util/die.h"
#include "util/stop.h"

static void add(struct samples *s, double x)
{
	s->x = grow_array(s->x, s->n, sizeof(*s->x));
	s->x[s->n++] = x;
}

static void clear_line(void)
{
	fprintf(stderr, "\r%32s\r", "");
}

/* Nothing that is printed stays beside how far it is. */
static void tell_begin(const struct bench *b)
{
	if (b->tell)
		die_hook = clear_line;
}

static void tell_end(const struct bench *b)
{
	if (b->tell)
		clear_line();
	die_hook = NULL;
}

void bench_try(struct bench *b)
{
	char why[1024];
	unsigned int kind;

	tell_begin(b);
	for (kind = 0; kind < BENCH_KINDS && !stopped(); kind++) {
		if (b->out.kind[kind])
			continue;
		/* There are hosts whose KVM never comes back from a guest. */
		if (b->tell)
			fprintf(stderr, "\rtrying a guest: %-13s ", bench_kinds[kind].reason);
		if (guest_try(&b->guest, kind, why, sizeof(why)) == GUEST_IMPOSSIBLE)
			b->out.kind[kind] = xasprintf("%s", why);
	}
	tell_end(b);
}

static void keep(struct bench *b, unsigned int attach, const struct block *block)
{
	unsigned int n, kind;

	for (kind = 0; kind < BENCH_KINDS; kind++) {
		if (b->out.kind[kind])
			continue;
		add(&b->without[kind], block->without[kind]);
		for (n = 0; n < BENCH_PER; n++) {
			if (b->out.setting[attach][n])
				continue;
			add(&b->with[attach][n][kind], block->with[n][kind]);
			add(&b->added[attach][n][kind],
			    block->with[n][kind] - block->without[kind]);
		}
	}
}

static bool is_out(const struct left_out *out, unsigned int attach)
{
	unsigned int n;

	for (n = 0; n < BENCH_PER; n++) {
		if (!out->setting[attach][n])
			return out->attach[attach];
	}
	return true;
}

/* Each row has the same rounds: one that is not whole is dropped. Return false if it is. */
static bool measure_round(struct bench *b, bool backwards)
{
	struct block blocks[BENCH_ATTACH];
	unsigned int i;

	for (i = 0; i < BENCH_ATTACH; i++) {
		unsigned int attach = backwards ? BENCH_ATTACH - 1 - i : i;

		if (is_out(&b->out, attach))
			continue;
		/* A block may have found out that the attachment is to be left out. */
		if (!block_measure(b, attach, backwards, &blocks[attach]) &&
		    (stopped() || b->failed || !is_out(&b->out, attach)))
			return false;
	}
	for (i = 0; i < BENCH_ATTACH; i++) {
		if (!is_out(&b->out, i))
			keep(b, i, &blocks[i]);
	}
	return true;
}

static bool anything_left(const struct bench *b)
{
	unsigned int i;

	for (i = 0; i < BENCH_ATTACH; i++) {
		if (!is_out(&b->out, i))
			return true;
	}
	return false;
}

/* What was left out from some round on has no rows: they would be of fewer rounds. */
static void drop_left_out(struct bench *b)
{
	unsigned int attach, n, kind;

	for (attach = 0; attach < BENCH_ATTACH; attach++) {
		for (n = 0; n < BENCH_PER; n++) {
			if (!b->out.attach[attach] && !b->out.setting[attach][n])
				continue;
			for (kind = 0; kind < BENCH_KINDS; kind++)
				b->added[attach][n][kind].n = b->with[attach][n][kind].n = 0;
		}
	}
}

void bench_run(struct bench *b)
{
	tell_begin(b);
	while (b->done < b->rounds && anything_left(b)) {
		if (b->tell)
			fprintf(stderr, "\rround %u of %u ", b->done + 1, b->rounds);
		if (!measure_round(b, b->done % 2))
			break;
		b->done++;
	}
	drop_left_out(b);
	tell_end(b);
}

static void free_samples(struct samples *s, unsigned int n)
{
	while (n--)
		free(s[n].x);
}

void bench_free(struct bench *b)
{
	unsigned int i;

	free(b->guest.trapgen);
	free(b->failed);
	for (i = 0; i < sizeof(b->out) / sizeof(char *); i++)
		free(((char **)&b->out)[i]);
	free_samples(b->without, BENCH_KINDS);
	free_samples(&b->with[0][0][0], BENCH_ATTACH * BENCH_PER * BENCH_KINDS);
	free_samples(&b->added[0][0][0], BENCH_ATTACH * BENCH_PER * BENCH_KINDS);
}
