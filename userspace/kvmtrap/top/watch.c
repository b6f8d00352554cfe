// SPDX-License-Identifier: GPL-2.0-only
/*
 * watch.c - the live view: the terminal, and time.
 */
#include <curses.h>
#include <signal.h>
#include <time.h>

#include "top/top.h"
#include "util/die.h"

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void restore_terminal(void)
{
	endwin();
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* Load the snapshot after @last. Returns false if a saved copy has not changed. */
static bool load(struct snapshot *s, const char *root, const struct snapshot *last)
{
	if (!root) {
		snapshot_load_again(s);
		return true;
	}
	if (last->once)
		return false;
	snapshot_load(s, root);
	if (s->when != last->when)
		return true;
	snapshot_free(s);
	return false;
}

/* Find out that the VMs have the column to sort by while the terminal still shows messages. */
static void check_sort(struct top t, const struct snapshot *a, const struct shape *shape)
{
	struct shape_search search = { 0 };
	struct sheet sheet;

	t.usual = NULL;
	top_sheet(&sheet, &t, NULL, a);
	shape_look(&search, shape, &sheet);
	sheet_free(&sheet);
	shape_found(&search, shape);
}

static void watch(struct top t, struct snapshot *a, const char *root)
{
	bool have_b = false, going = true;
	double next = now() + 0.2;
	struct snapshot b, newer;

	while (going && !stopped) {
		const struct snapshot *last = have_b ? &b : a;
		double seconds = have_b ? snapshot_seconds(a, &b) : 0;
		struct sheet sheet;
		int key;

		top_sheet(&sheet, &t, have_b ? a : NULL, last);
		top_find_selected(&t, &sheet);
		top_draw(&t, &sheet, last, seconds, have_b && snapshot_rebooted(a, &b));
		timeout(t.paused || next <= now() ? (t.paused ? 1000 : 0) :
						    (int)((next - now()) * 1000) + 1);
		key = getch();
		if (key != ERR)
			going = top_press(&t, &sheet, key);
		sheet_free(&sheet);
		if (t.paused || now() < next)
			continue;
		next = now() + t.interval;
		if (!load(&newer, root, last))
			continue;
		choose_newer(t.choice, last, &newer);
		if (have_b) {
			snapshot_free(a);
			*a = b;
		}
		b = newer;
		have_b = true;
	}
	if (have_b)
		snapshot_free(&b);
}

void top_run(struct snapshot *a, const char *root, double interval, struct choice *c,
	     const struct shape *shape)
{
	struct top t = {
		.choice = c, .interval = interval, .sort = { -1, -1, -1, -1 },
		.usual = shape->sort,
	};
	unsigned int i;
	struct sigaction action = { .sa_handler = stop };

	for (i = 0; i < TOP_LEVELS; i++)
		t.reverse[i] = shape->backwards;
	check_sort(t, a, shape);
	if (!newterm(NULL, stdout, stdin))
		die("top cannot use a terminal of this TERM");
	die_hook = restore_terminal;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	curs_set(0);
	watch(t, a, root);
	die_hook = NULL;
	restore_terminal();
}
