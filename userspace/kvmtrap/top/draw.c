// SPDX-License-Identifier: GPL-2.0-only
/*
 * draw.c - the live view on the screen. Everything is drawn again in memory. ncurses
 * sends only what differs, so that nothing flickers.
 */
#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "top/top.h"
#include "util/screen.h"

#define HEAD_LINES	3
#define LEAST_LINES	6
#define LEAST_COLUMNS	30
#define GAP		1
#define LEAST_NUMBER	5
/* A name may have any length; no column is wider than this. */
#define WIDEST		24

static const char *const help[] = {
	"Up Down PgUp PgDn Home End   select a row",
	"Enter, Right    go into it: VM, its vCPUs, reasons, what exactly",
	"Esc, Left       back",
	"s S             sort by the next column, by the one before",
	"r               the other way round",
	"/               only rows with a text; Enter ends it, Esc clears it",
	"t               totals since counting began, or changes",
	"+ -             look more often, less often",
	"Space           pause",
	"h ?             this help",
	"q               quit",
	"",
	"Guest% ... VMM%: where the vCPUs' time went; needs times=1.",
	"What exactly was trapped on needs hot=1.",
};

static const char *const level_names[] = { "VMs", "vCPUs", "reasons", "what exactly" };

static void draw_head(const struct top *t, const struct sheet *sheet, const struct snapshot *s,
		      double seconds, bool rebooted)
{
	time_t when = s->when;
	char clock[16], host[256];

	strftime(clock, sizeof(clock), "%T", localtime(&when));
	screen_text(host, sizeof(host), s->host);
	mvprintw(0, 0, "kvmtrap top  %s  %s  ", host, clock);
	if (t->paused)
		addstr("paused  ");
	if (t->totals || !seconds)
		addstr("all so far");
	else
		printw("per second, over %.1f s%s", seconds,
		       rebooted ? " by the time of day" : "");
	mvprintw(1, 0, "%s", level_names[t->level]);
	if (t->level != TOP_VMS)
		printw(" of VM %s", t->vm);
	if (*t->vcpu && t->level == TOP_REASONS)
		printw(" vCPU %s", t->vcpu);
	printw(", %zu rows", sheet->rows);
	if (t->typing || *t->filter)
		printw("  /%s%s", t->filter, t->typing ? "_" : "");
}

/* Find the width of each column. Returns how many columns fit. */
static unsigned int fit(const struct sheet *sheet, int width[SHEET_COLUMNS])
{
	unsigned int i;
	int used = 0;

	sheet_widths(sheet, width);
	for (i = 0; i < sheet->columns; i++) {
		if (width[i] > WIDEST)
			width[i] = WIDEST;
		if (!is_text(sheet->column[i].type) && width[i] < LEAST_NUMBER)
			width[i] = LEAST_NUMBER;
		used += width[i] + (i ? GAP : 0);
		if (used > COLS)
			break;
	}
	return i;
}

static void draw_cell(const struct sheet *sheet, unsigned int i, int width, const char *text)
{
	bool left = is_text(sheet->column[i].type);
	int blanks = left ? 0 : width - screen_width(text);
	char buf[256];

	if (blanks < 0)
		blanks = 0;
	screen_fit(buf, sizeof(buf), text, width - blanks);
	printw("%*s%s", blanks + (i ? GAP : 0), "", buf);
}

static void draw_row(const struct sheet *sheet, size_t row, const int width[], unsigned int n)
{
	unsigned int i;
	char buf[256];

	for (i = 0; i < n; i++) {
		cell_show(&sheet->column[i], sheet_cell(sheet, row, i), buf, sizeof(buf));
		draw_cell(sheet, i, width[i], buf);
	}
}

static void draw_table(struct top *t, const struct sheet *sheet)
{
	size_t rows = LINES - HEAD_LINES, row;
	int width[SHEET_COLUMNS], sort = t->sort[t->level];
	unsigned int n = fit(sheet, width), i;

	if (t->selected < t->first)
		t->first = t->selected;
	if (t->selected >= t->first + rows)
		t->first = t->selected - rows + 1;
	move(HEAD_LINES - 1, 0);
	for (i = 0; i < n; i++) {
		attron(A_REVERSE | ((int)i == sort ? A_BOLD : 0));
		draw_cell(sheet, i, width[i], sheet->column[i].title);
		attroff(A_REVERSE | A_BOLD);
	}
	for (row = t->first; row < sheet->rows && row < t->first + rows; row++) {
		move(HEAD_LINES + row - t->first, 0);
		if (row == t->selected)
			attron(A_BOLD | A_UNDERLINE);
		draw_row(sheet, row, width, n);
		attroff(A_BOLD | A_UNDERLINE);
	}
}

static void draw_nothing(const struct top *t, const struct snapshot *s)
{
	const struct table *hot = snapshot_table(s, "hot");
	const char *why = "no exits";

	if (*t->filter)
		why = "no row has this text";
	else if (t->level == TOP_HOT && !(hot && hot->rows))
		why = "nothing; is hot=1? (echo 1 > " PARAMETERS "/hot)";
	else if (t->level == TOP_VMS)
		why = "no VM has run";
	mvaddstr(HEAD_LINES + 1, 2, why);
}

void top_draw(struct top *t, const struct sheet *sheet, const struct snapshot *s,
	      double seconds, bool rebooted)
{
	int i;

	erase();
	if (LINES < LEAST_LINES || COLS < LEAST_COLUMNS) {
		mvaddnstr(0, 0, "too small a terminal", COLS);
	} else if (t->help) {
		for (i = 0; i < (int)(sizeof(help) / sizeof(help[0])) && i < LINES; i++)
			mvaddnstr(i, 0, help[i], COLS);
	} else {
		draw_head(t, sheet, s, seconds, rebooted);
		if (sheet->rows)
			draw_table(t, sheet);
		else
			draw_nothing(t, s);
	}
	refresh();
}
