// SPDX-License-Identifier: GPL-2.0-only
/*
 * help.c - see help.h.
 */
#include <curses.h>
#include <string.h>

#include "top/help.h"

static const char *const help[] = {
	"Up Down PgUp PgDn Home End   select a row",
	"Enter, Right    go into it: VM, its vCPUs, reasons, what exactly",
	"e               from a VM straight to its reasons",
	"c               from reasons to their classes, and back",
	"Esc, Left       back",
	"s S             sort by the next column, by the one before",
	"r               the other way round",
	"/               only rows with a text; Enter ends it, Esc clears it",
	"t               totals since counting began, or changes",
	"+ -             look more often, less often",
	"Space           pause",
	"h ?             this help",
	"q               quit",
	"Mouse           a row: select, again: go into it; a title: sort; wheel",
	"",
	"Guest% ... VMM%: where the vCPUs' time went; needs times=1. Time: g k h v.",
	"p50 p90 p99 Max: how long exits took to handle, off by +-% at most.",
	"Trend: the last 16 intervals, the highest is the row's own.",
	"Yellow: a fifth of the time in kernel or VMM; red: half of it, or lost exits.",
	"What exactly was trapped on needs hot=1.",
};

void help_draw(void)
{
	size_t i;

	for (i = 0; i < sizeof(help) / sizeof(help[0]) && (int)i < LINES; i++)
		mvaddnstr(i, 0, help[i], COLS);
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
