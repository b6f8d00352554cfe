// SPDX-License-Identifier: GPL-2.0-only
/*
 * help.c - see help.h.
 */
#include <curses.h>
#include <string.h>

#include "top/help.h"

/* The second text is for a screen on which the first one does not fit. */
static const char *const help[][2] = {
	{ "Up Down PgUp PgDn Home End   select a row", "Up Down PgUp PgDn Home End  select" },
	{ "Enter, Right    go into it: VM, its vCPUs, reasons, what exactly",
	  "Enter, Right    go into the row" },
	{ "e               from a VM straight to its reasons", "e               a VM's reasons" },
	{ "c               from reasons to their classes, and back",
	  "c               reasons or classes" },
	{ "Esc, Left       back", NULL },
	{ "s S             sort by the next column, by the one before",
	  "s S             sort: next, before" },
	{ "r               the other way round", NULL },
	{ "/               only rows with a text; Enter ends it, Esc clears it",
	  "/               only rows with a text" },
	{ "t               totals since counting began, or changes",
	  "t               totals or changes" },
	{ "+ -             look more often, less often", "+ -             more, less often" },
	{ "Space           pause", NULL },
	{ "h ?             this help", NULL },
	{ "q               quit", NULL },
	{ "Mouse           a row: select, again: go into it; a title: sort; wheel",
	  "Mouse           select, go in, sort" },
	{ "", NULL },
	{ "Guest% ... VMM%: where the vCPUs' time went; needs times=1. Time: g k h v.",
	  "Guest% ... VMM%, Time: needs times=1." },
	{ "p50 p90 p99: how long exits took, off by +-% at most; Max: none took longer.",
	  "p50 ... Max: of the time to handle exits" },
	{ "Trend: the last 16 intervals, the highest is the row's own.",
	  "Trend: the last 16 intervals" },
	{ "Yellow: a fifth of the time in kernel or VMM; red: half of it, or lost exits.",
	  "Red: half in kernel or VMM; lost" },
	{ "What exactly was trapped on needs hot=1.", "What exactly: needs hot=1." },
};

void help_draw(void)
{
	size_t i;

	for (i = 0; i < sizeof(help) / sizeof(help[0]) && (int)i < LINES; i++) {
		const char *text = help[i][0];

		if ((int)strlen(text) > COLS && help[i][1])
			text = help[i][1];
		mvaddnstr(i, 0, text, COLS);
	}
}

/* The most important ones first: what does not fit is left out. */
static const struct {
	const char *key, *what;
	unsigned int levels;	/* a bit for each enum top_level */
} keys[] = {
	{ "h", "help", ~0u },
	{ "q", "quit", ~0u },
	{ "Enter", "into", ~(1u << TOP_HOT) },
	{ "Esc", "back", ~(1u << TOP_VMS) },
	{ "e", "reasons", 1u << TOP_VMS },
	{ "c", "classes", 1u << TOP_REASONS },
	{ "s r", "sort", ~0u },
	{ "/", "filter", ~0u },
	{ "t", "totals", ~0u },
	{ "+ -", "interval", ~0u },
	{ "Space", "pause", ~0u },
};

void help_draw_line(enum top_level level)
{
	size_t i;

	move(LINES - 1, 0);
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		int width = strlen(keys[i].key) + strlen(keys[i].what) + 3;

		if (!(keys[i].levels & 1u << level))
			continue;
		if (getcurx(stdscr) + width > COLS)
			return;
		attron(A_BOLD);
		addstr(keys[i].key);
		attroff(A_BOLD);
		printw(" %s", keys[i].what);
		if (getcurx(stdscr) + 2 < COLS)
			addstr("  ");
	}
}
