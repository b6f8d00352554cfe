// SPDX-License-Identifier: GPL-2.0-only
/*
 * once.c - do one walk, from loading the module to unloading it.
 */
#include <stdio.h>
#include <time.h>

#include "back.h"
#include "control.h"
#include "model.h"
#include "quiet.h"
#include "walk.h"
#include "wrong.h"

bool walk_verbose;

static bool begin(const struct walk *w)
{
	nothing_is_wrong();
	model_init();
	control.max_vcpus = w->max_vcpus;
	if (!control_load(w->tracepoint, false, false))
		return false;
	model_loaded();
	return true;
}

static bool end(void)
{
	bool ok = quiet_begin();
	int slot;

	ok = quiet_end() && ok;
	for (slot = 0; ok && slot < NR_SLOTS; slot++) {
		if (!vmms[slot].pid)
			continue;
		model_changing(false);
		ok = model_gone(slot, vmm_kill(&vmms[slot]));
	}
	return ok && quiet_begin() && model_is_empty() && control_rests();
}

void walk_clear(void)
{
	int slot;

	reader_rests(false);
	for (slot = 0; slot < NR_SLOTS; slot++)
		if (vmms[slot].pid)
			vmm_kill(&vmms[slot]);
	control_probes(true);
	if (!control_unload())
		give_up("unloading");
}

static double seconds_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - begun->tv_sec + (now.tv_nsec - begun->tv_nsec) / 1e9;
}

int walk_do(const struct walk *w)
{
	struct timespec begun;
	unsigned int i;
	int bad = -1;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	if (!begin(w))
		bad = 0;
	for (i = 0; bad < 0 && i < w->n; i++) {
		if (!w->keep[i])
			continue;
		if (walk_verbose) {
			printf("  %3u  %5.1f s  ", i, seconds_since(&begun));
			step_print(stdout, &w->steps[i]);
			putchar('\n');
			fflush(stdout);
		}
		if (!step_do(&w->steps[i]))
			bad = i;
	}
	if (bad < 0 && !(end() && !what_is_wrong()))
		bad = w->n;
	walk_clear();
	return bad;
}
