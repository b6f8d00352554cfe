// SPDX-License-Identifier: GPL-2.0-only
/*
 * block.c - see block.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/block.h"
#include "bench/keeper.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/file_text.h"

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

/* Return false if somebody else has loaded the module. */
static bool is_alone(struct bench *b)
{
	if (access("/sys/module/kvmtrapcount", F_OK))
		return true;
	b->failed = xasprintf("somebody else has loaded the module: what an exit takes without it "
			      "cannot be measured");
	return false;
}

static bool without_module(struct bench *b, double ns[BENCH_KINDS])
{
	return is_alone(b) && measure(b, ns) && is_alone(b);
}

/* Find how many exits the module has counted. Return false if it is gone. */
static bool counted(unsigned long long *n)
{
	char *text = file_text(LIVE_ROOT "/summary"), *line;
	bool found;

	line = text ? strstr(text, "\ntotal ") : NULL;
	found = line && sscanf(line, "\ntotal %llu", n) == 1;
	free(text);
	return found;
}

/* Are the parameters as we have set them? The kernel shows a switch as Y or N. */
static bool is_as_set(const struct bench_setting *setting)
{
	const struct {
		const char *name;
		bool on;
	} want[] = {
		{ "enabled", true }, { "times", setting->times }, { "hot", setting->hot },
		{ "filter_pid", false }, { "filter_vm", false },
	};
	bool same = true;
	unsigned int i;

	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		char *now = parameter_read(want[i].name);

		same &= now && *now && strchr(want[i].on ? "Y1" : "N0", *now);
		free(now);
	}
	return same;
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

static bool interfered(struct bench *b)
{
	b->failed = xasprintf("somebody else has changed, reset or unloaded the module in round "
			      "%u, which is dropped", b->done + 1);
	return false;
}

/* Measure one setting. Return false if we are asked to stop, or somebody else interferes. */
static bool with_setting(struct bench *b, unsigned int attach, unsigned int n,
			 double ns[BENCH_KINDS])
{
	const struct bench_setting *setting = &bench_settings[attach][n];
	char **out = &b->out.setting[attach][n];
	unsigned long long before, after;

	if (*out)
		return true;
	if (!parameter_write("times", setting->times ? "1" : "0") ||
	    !parameter_write("hot", setting->hot ? "1" : "0")) {
		if (errno == ENOENT)
			return interfered(b);
		*out = xasprintf("the module refuses it: %s", strerror(errno));
		return true;
	}
	if (!counted(&before))
		return interfered(b);
	if (!measure(b, ns))
		return false;
	if (!counted(&after) || after < before || !is_as_set(setting))
		return interfered(b);
	/* A WFI may go on without an exit, when an interrupt comes: see guest_try(). */
	if (after - before < caused(b) / 10 * 9)
		*out = xasprintf("in round %u it counted only %llu of %llu exits: kvmtrap doctor "
				 "says what may hinder it", b->done + 1, after - before,
				 (unsigned long long)caused(b));
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

bool block_measure(struct bench *b, unsigned int attach, bool backwards, struct block *block)
{
	return (backwards || without_module(b, block->without)) &&
	       with_module(b, attach, backwards, block->with) &&
	       (!backwards || without_module(b, block->without));
}
