// SPDX-License-Identifier: GPL-2.0-only
/*
 * draw.c - the live view on the screen. Everything is drawn again in memory. ncurses
 * sends only what differs, so that nothing flickers.
 */
#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "input/parameter.h"
#include "top/colour.h"
#include "top/help.h"
#include "top/top.h"
#include "util/number.h"
#include "util/screen.h"

#define TITLE_LINES	2
#define LEAST_LINES	6
#define LEAST_COLUMNS	30
#define LEAST_NAME	6
/* With fewer lines there is neither a sum nor a line of keys. */
#define ROOMY_LINES	12

static const char *const level_names[] = { "VMs", "vCPUs", "reasons", "what exactly" };

/* What is known without looking goes first where the line is too short. */
static void draw_title(const struct top *t, const struct snapshot *s, double seconds,
		       const char *what)
{
	static const char *const name = "kvmtrap top  ";
	const char *health = top_health(s), *says = *health ? health : "nothing lost";
	enum colour colour = *health ? COLOUR_BAD : COLOUR_GOOD;
	char clock[16], host[128], over[64] = "all so far";
	time_t when = s->when;
	int room;

	strftime(clock, sizeof(clock), "%T  ", localtime(&when));
	screen_text(host, sizeof(host) - 2, s->host);
	strcat(host, "  ");
	if (!t->totals && seconds < 0)
		snprintf(over, sizeof(over), TOP_SET_BACK);
	else if (!t->totals && seconds)
		snprintf(over, sizeof(over), "per second, over %.1f s%s", seconds, what);
	room = COLS - strlen(over) - strlen(says) - (t->paused ? 8 : 0) - 2;
	move(0, 0);
	if (room >= (int)strlen(name) + screen_width(host) + (int)strlen(clock))
		addstr(name);
	if (room >= screen_width(host) + (int)strlen(clock))
		addstr(host);
	if (room >= (int)strlen(clock))
		addstr(clock);
	if (t->paused)
		addstr("paused  ");
	addnstr(over, COLS - getcurx(stdscr) - 1);
	addnstr("  ", COLS - getcurx(stdscr) - 1);
	top_colour(t, colour, true);
	addnstr(says, COLS - getcurx(stdscr));
	top_colour(t, colour, false);
}

/* The name of the VM is cut off where there is no room for it. */
static void draw_name(const char *name, int room)
{
	char text[128], fits[256];
	int width;

	screen_text(text, sizeof(text), name);
	width = screen_width(text);
	if (room < width && room < LEAST_NAME)
		return;
	screen_fit(fits, sizeof(fits), text, width < room ? width : room);
	printw(" (%s)", fits);
}

static void draw_level(const struct top *t, const struct sheet *sheet, const struct snapshot *s)
{
	const char *vcpu = t->level == TOP_VMS ? t->choice->vcpu : NULL;
	const char *rows = level_names[t->level];
	char end[128];
	int n = 0;

	if (t->level == TOP_REASONS && t->classes)
		rows = "classes";
	mvprintw(1, 0, "%s", vcpu ? "vCPU " : rows);
	if (vcpu)
		printw("%s of each VM", vcpu);
	if (*t->vcpu && t->level == TOP_REASONS)
		n = snprintf(end, sizeof(end), " vCPU %s", t->vcpu);
	n += snprintf(end + n, sizeof(end) - n, ", %zu row%s", sheet->rows,
		      plural(sheet->rows, "", "s"));
	if (sheet->left_out)
		snprintf(end + n, sizeof(end) - n, " of %zu", sheet->rows + sheet->left_out);
	if (t->level != TOP_VMS) {
		printw(" of VM %s", t->vm);
		draw_name(snapshot_vm_name(s, t->vm),
			  COLS - getcurx(stdscr) - (int)strlen(end) - screen_width(t->only) - 4);
	}
	addnstr(end, COLS - getcurx(stdscr) - 1);
	addnstr(t->only, COLS - getcurx(stdscr) - 1);
	if (t->typing || *t->filter)
		printw("  /%s%s", t->filter, t->typing ? "_" : "");
}

static void draw_text(const struct top *t, const struct sheet *sheet, unsigned int at,
		      const int width[], const char *text)
{
	unsigned int column = t->at.column[at];
	bool left = is_text(sheet->column[column].type);
	int blanks = left ? 0 : width[column] - screen_width(text);
	char buf[256];

	if (blanks < 0)
		blanks = 0;
	screen_fit(buf, sizeof(buf), text, width[column] - blanks);
	printw("%*s%s", blanks + (at ? t->at.x[at] - t->at.x[at - 1] -
				       width[t->at.column[at - 1]] : 0), "", buf);
}

/* The arrow points down where the largest number, or the first text, is on top; else up. */
static void draw_titles(const struct top *t, const struct sheet *sheet, const int width[])
{
	int order = top_order(t, sheet);
	bool last = t->reverse[t->level];
	const char *arrow = t->pictures ? last ? "▲" : "▼" : last ? "^" : "v";
	unsigned int i;
	char buf[128];

	move(t->at.titles, 0);
	for (i = 0; i < t->at.columns; i++) {
		unsigned int column = t->at.column[i];
		bool sorted = (int)column == order;

		snprintf(buf, sizeof(buf), "%s%s", sheet->column[column].title,
			 sorted ? arrow : "");
		attron(A_REVERSE | (sorted ? A_BOLD : 0));
		draw_text(t, sheet, i, width, buf);
		attroff(A_REVERSE | A_BOLD);
	}
}

/* What the sum is called is in the first column of names that is shown. */
static void draw_total(const struct top *t, const struct sheet *sheet, const int width[])
{
	bool named = false;
	unsigned int i;
	char buf[256];

	move(t->at.titles + 1, 0);
	attron(A_BOLD);
	for (i = 0; i < t->at.columns; i++) {
		const struct column *c = &sheet->column[t->at.column[i]];
		bool here = is_text(c->type) && !named && width[t->at.column[i]] >= 5;

		cell_show(c, &t->total[t->at.column[i]], buf, sizeof(buf));
		if (is_text(c->type))
			strcpy(buf, here ? "total" : "");
		named |= here;
		draw_text(t, sheet, i, width, buf);
	}
	attroff(A_BOLD);
}

static void draw_row(const struct top *t, const struct sheet *sheet, size_t row, const int width[])
{
	unsigned int i;
	char buf[256];

	for (i = 0; i < t->at.columns; i++) {
		const struct column *c = &sheet->column[t->at.column[i]];
		const struct cell *cell = sheet_cell(sheet, row, t->at.column[i]);
		enum colour colour = top_colour_of(c, cell);

		cell_show(c, cell, buf, sizeof(buf));
		if (c->drawn && cell->none)
			buf[0] = '\0';
		top_colour(t, colour, true);
		draw_text(t, sheet, i, width, buf);
		top_colour(t, colour, false);
		if (!strcmp(c->name, "split"))
			top_colour_split(t, getcury(stdscr), t->at.x[i], buf);
	}
}

static void draw_table(struct top *t, const struct sheet *sheet)
{
	bool roomy = LINES >= ROOMY_LINES;
	size_t rows, row;
	int width[SHEET_COLUMNS];

	t->at.titles = TITLE_LINES;
	t->at.rows = TITLE_LINES + 1 + roomy;
	rows = LINES - t->at.rows - roomy;
	if (t->selected < t->first)
		t->first = t->selected;
	if (t->selected >= t->first + rows)
		t->first = t->selected - rows + 1;
	top_fit(t, sheet, width, COLS);
	draw_titles(t, sheet, width);
	if (roomy)
		draw_total(t, sheet, width);
	for (row = t->first; row < sheet->rows && row < t->first + rows; row++) {
		move(t->at.rows + row - t->first, 0);
		if (row == t->selected)
			attron(A_BOLD | A_UNDERLINE);
		draw_row(t, sheet, row, width);
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
	mvaddstr(TITLE_LINES + 2, 2, why);
}

void top_draw(struct top *t, const struct sheet *sheet, const struct snapshot *s,
	      double seconds,
		       const char *what)
{
	erase();
	t->at.columns = 0;
	if (LINES < LEAST_LINES || COLS < LEAST_COLUMNS) {
		mvaddnstr(0, 0, "too small a terminal", COLS);
	} else if (t->help) {
		help_draw();
	} else {
		draw_title(t, s, seconds, what);
		draw_level(t, sheet, s);
		if (sheet->rows)
			draw_table(t, sheet);
		else
			draw_nothing(t, s);
		if (LINES >= ROOMY_LINES)
			help_draw_line(t->level);
	}
	refresh();
}
