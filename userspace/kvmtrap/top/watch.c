// SPDX-License-Identifier: GPL-2.0-only
/*
 * watch.c - the live view: the terminal, and time.
 */
#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "top/colour.h"
#include "top/top.h"
#include "util/clock.h"
#include "util/die.h"
#include "util/stop.h"

static void restore_terminal(void)
{
	endwin();
}

static double now(void)
{
	return clock_ns() / 1e9;
}

/* Load the snapshot after @last. Returns false if a saved copy has not changed, or is being written. */
static bool load(struct snapshot *s, const char *root, const struct snapshot *last)
{
	if (!root) {
		snapshot_load_again(s);
		return true;
	}
	if (last->once)
		return false;
	if (!snapshot_load_next(s, root, last))
		return false;
	if (s->when != last->when)
		return true;
	snapshot_free(s);
	return false;
}

/* Find out that the VMs have the columns while the terminal still shows messages. */
static void check_columns(struct top *t, const struct snapshot *a)
{
	struct shape_search search = { 0 };
	struct sheet sheet;

	top_look_later(&search, t);
	top_sheet(&sheet, t, NULL, a);
	shape_look(&search, t->shape, &sheet);
	sheet_free(&sheet);
	shape_found(&search, t->shape);
}

/* Two snapshots, from one to the other of which the view shows the change. */
struct pair {
	struct snapshot *a, b;
	bool have_b;
	const char *root;
};

/* Return how much time the view shows, in s, and @what that time is. */
static double shown_seconds(const struct pair *p, const char **what)
{
	*what = "";
	if (!p->have_b)
		return 0;
	if (snapshot_restarted(p->a, &p->b)) {
		*what = " since a reset";
		return snapshot_counted_seconds(p->a, &p->b);
	}
	if (snapshot_rebooted(p->a, &p->b))
		*what = " by the time of day";
	return snapshot_seconds(p->a, &p->b);
}

static const struct snapshot *last_of(const struct pair *p)
{
	return p->have_b ? &p->b : p->a;
}

/* Load the next snapshot, if there is a new one. */
static void look(struct pair *p, struct top *t)
{
	struct snapshot newer;

	if (!load(&newer, p->root, last_of(p)))
		return;
	choose_newer(t->choice, last_of(p), &newer);
	if (p->have_b) {
		snapshot_free(p->a);
		*p->a = p->b;
	}
	p->b = newer;
	p->have_b = true;
	history_add(&t->history, p->a, &p->b);
}

/* Without a terminal there is no key, and no wait for one. */
static bool has_terminal(void)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&fd, 1, 0) <= 0 || !(fd.revents & (POLLHUP | POLLERR | POLLNVAL));
}

static void watch(struct top *t, struct pair *p)
{
	double next = now() + 0.2;
	unsigned long looks = 0;
	bool going = true;

	while (going && !stopped()) {
		const char *what;
		double seconds = shown_seconds(p, &what);
		struct sheet sheet;
		int key;

		top_sheet(&sheet, t, p->have_b ? p->a : NULL, last_of(p));
		top_find_selected(t, &sheet);
		top_draw(t, &sheet, last_of(p), seconds, what);
		timeout(t->paused || next <= now() ? (t->paused ? 1000 : 0) :
						     (int)((next - now()) * 1000) + 1);
		key = getch();
		if (key != ERR)
			going = top_press(t, &sheet, key);
		else
			going = has_terminal();
		sheet_free(&sheet);
		/* A key may have made the interval shorter. */
		if (next > now() + t->interval)
			next = now() + t->interval;
		if (t->paused || now() < next)
			continue;
		if (t->count && looks++ == t->count)
			break;
		next = now() + t->interval;
		look(p, t);
	}
}

/* Print the view at each look: all so far, then each change. */
static void print(struct top *t, struct pair *p)
{
	unsigned long looks = 0;
	enum stop_event event;

	while (!stopped()) {
		const char *what;
		double seconds = shown_seconds(p, &what);
		struct sheet sheet;

		top_sheet(&sheet, t, p->have_b ? p->a : NULL, last_of(p));
		top_print(t, &sheet, last_of(p), seconds, what);
		sheet_free(&sheet);
		if (t->count && ++looks == t->count)
			break;
		stop_begin();
		event = stop_wait(-1, t->interval * 1000);
		stop_end();
		if (event != STOP_ASKED)
			look(p, t);
	}
}

static void open_terminal(struct top *t)
{
	if (!newterm(NULL, stdout, stdin))
		die("top cannot use a terminal of this TERM");
	die_hook = restore_terminal;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	curs_set(0);
	mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED
#ifdef BUTTON5_PRESSED
		  | BUTTON5_PRESSED
#endif
		  , NULL);
	mouseinterval(0);
	top_colours(t);
}

static char *only_text(const struct event_choice *e)
{
	char *events = event_text(e), *text = xasprintf("%s%s", e->n ? ", only " : "", events);

	free(events);
	return text;
}

void top_run(struct top *t, struct snapshot *a, const char *root, bool batch)
{
	struct pair p = { .a = a, .root = root };
	unsigned int i;

	for (i = 0; i < TOP_LEVELS; i++)
		t->reverse[i] = t->shape->backwards;
	t->pictures = !strcmp(nl_langinfo(CODESET), "UTF-8");
	check_columns(t, a);
	t->only = only_text(&t->events);
	stop_on(SIGTERM);
	if (batch) {
		/* nohup wants it to go on, and so do shells where it is in the background. */
		stop_on_unless_ignored(SIGINT);
		stop_on_unless_ignored(SIGHUP);
		print(t, &p);
	} else {
		stop_on(SIGINT);
		stop_on(SIGHUP);
		open_terminal(t);
		watch(t, &p);
		die_hook = NULL;
		restore_terminal();
	}
	if (p.have_b)
		snapshot_free(&p.b);
	history_free(&t->history);
	free(t->only);
}
