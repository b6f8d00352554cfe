// SPDX-License-Identifier: GPL-2.0-only
/*
 * rounds.c - see rounds.h.
 *
 * A round has a block for each attachment: first without the module, then with it in each
 * setting. The next round does all of it backwards. If the machine gets slower or faster
 * all the time, as it warms up, this cancels out.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/keeper.h"
#include "bench/rounds.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/stop.h"

static void add(struct samples *s, double x)
{
	s->x = grow_array(s->x, s->n, sizeof(*s->x));
	s->x[s->n++] = x;
}

void bench_try(struct bench *b)
{
	char why[1024];
	unsigned int kind;

	for (kind = 0; kind < BENCH_KINDS && !stopped(); kind++) {
		if (!b->out.kind[kind] &&
		    guest_try(&b->guest, kind, why, sizeof(why)) == GUEST_IMPOSSIBLE)
			b->out.kind[kind] = xasprintf("%s", why);
	}
}

/* Measure each kind of exits. Return false if we are asked to stop. */
static bool measure(const struct bench *b, double ns[BENCH_KINDS])
{
	unsigned int kind;

	for (kind = 0; kind < BENCH_KINDS; kind++) {
		if (!b->out.kind[kind] && !guest_measure(&b->guest, kind, &ns[kind]))
			return false;
	}
	return true;
}

/* Return how many exits the module has counted. */
static uint64_t counted(void)
{
	char *text = file_text(LIVE_ROOT "/summary"), *line;
	unsigned long long n = 0;

	line = text ? strstr(text, "\ntotal ") : NULL;
	if (line)
		sscanf(line, "\ntotal %llu", &n);
	free(text);
	return n;
}

/* Return how many exits the guest programs cause in one setting. */
static uint64_t caused(const struct bench *b)
{
	unsigned int kind;
	uint64_t n = 0;

	for (kind = 0; kind < BENCH_KINDS; kind++)
		n += b->out.kind[kind] ? 0 : bench_passes(kind);
	return n;
}

/* Measure one setting. Return false if we are asked to stop. */
static bool with_setting(struct bench *b, unsigned int attach, unsigned int n,
			 double ns[BENCH_KINDS])
{
	const struct bench_setting *setting = &bench_settings[attach][n];
	char **out = &b->out.setting[attach][n];
	uint64_t before = counted(), exits;

	if (*out)
		return true;
	if (!parameter_write("times", setting->times ? "1" : "0") ||
	    !parameter_write("hot", setting->hot ? "1" : "0")) {
		*out = xasprintf("the module refuses it: %s", strerror(errno));
		return true;
	}
	if (!measure(b, ns))
		return false;
	/* A WFI may go on without an exit, when an interrupt comes: see guest_try(). */
	exits = counted() - before;
	if (exits < caused(b) / 10 * 9)
		*out = xasprintf("it counted only %llu of %llu exits: kvmtrap doctor says what "
				 "may hinder it",
				 (unsigned long long)exits, (unsigned long long)caused(b));
	return true;
}

/* Measure all settings of an attachment. Return false if it is left out, or at a stop. */
static bool with_module(struct bench *b, unsigned int attach, bool backwards,
			double ns[BENCH_PER][BENCH_KINDS])
{
	bool whole = true;
	char why[1024];
	unsigned int i;

	if (!keeper_load(bench_attach[attach], why, sizeof(why))) {
		/* What the kernel refuses, the module explains in the kernel's log. */
		b->out.attach[attach] = xasprintf("%s%s", why, strstr(why, "could not insert") ?
						  "; dmesg | grep kvmtrapcount says why" : "");
		return false;
	}
	for (i = 0; i < BENCH_PER && whole; i++) {
		unsigned int n = backwards ? BENCH_PER - 1 - i : i;

		whole = with_setting(b, attach, n, ns[n]);
	}
	if (!keeper_unload(why, sizeof(why))) {
		b->failed = xasprintf("cannot unload the module: %s; rmmod kvmtrapcount unloads it "
				      "later", why);
		return false;
	}
	return whole;
}

static void keep(struct bench *b, unsigned int attach, const double without[BENCH_KINDS],
		 double with[BENCH_PER][BENCH_KINDS])
{
	unsigned int n, kind;

	for (kind = 0; kind < BENCH_KINDS; kind++) {
		if (b->out.kind[kind])
			continue;
		add(&b->without[kind], without[kind]);
		for (n = 0; n < BENCH_PER; n++) {
			if (b->out.setting[attach][n])
				continue;
			add(&b->with[attach][n][kind], with[n][kind]);
			add(&b->added[attach][n][kind], with[n][kind] - without[kind]);
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

/* A block that is not whole is dropped. */
static void block(struct bench *b, unsigned int attach, bool backwards)
{
	double without[BENCH_KINDS], with[BENCH_PER][BENCH_KINDS];

	if (is_out(&b->out, attach) || stopped() || (!backwards && !measure(b, without)) ||
	    !with_module(b, attach, backwards, with) || (backwards && !measure(b, without)))
		return;
	keep(b, attach, without, with);
}

static void clear_line(void)
{
	fputs("\r                        \r", stderr);
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

void bench_run(struct bench *b)
{
	unsigned int i;

	if (b->tell)
		die_hook = clear_line;
	while (b->done < b->rounds && anything_left(b)) {
		bool backwards = b->done % 2;

		if (b->tell)
			fprintf(stderr, "\rround %u of %u ", b->done + 1, b->rounds);
		for (i = 0; i < BENCH_ATTACH && !b->failed; i++)
			block(b, backwards ? BENCH_ATTACH - 1 - i : i, backwards);
		if (stopped() || b->failed)
			break;
		b->done++;
	}
	if (b->tell)
		clear_line();
	die_hook = NULL;
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
