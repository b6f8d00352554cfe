// SPDX-License-Identifier: GPL-2.0-only
/*
 * top.c - the live view: keys and time.
 */
#include <curses.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "top/top.h"
#include "util/die.h"

#define ESCAPE 27

static struct options {
	struct output output;
	double interval;
} o = { .interval = 2 };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.output;
		return 0;
	case 'I':
		o.interval = number_arg(state, "--interval", arg, 0.1, 3600);
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "interval", 'I', "SECONDS", 0, "How often to look (2)" },
	{ 0 }
};

static const struct argp_child children[] = { { &root_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "",
	"A live view of VMs, their vCPUs, their reasons, and what exactly they trap on: Enter "
	"goes into a row, Esc back, h shows all keys.",
	.children = children
};

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

/* The row that was selected, wherever it is now. */
static void find_selected(struct top *t, const struct sheet *sheet)
{
	size_t row;
	char key[128];

	for (row = 0; *t->key[t->level] && row < sheet->rows; row++) {
		top_key(key, sheet, row);
		if (!strcmp(key, t->key[t->level])) {
			t->selected = row;
			return;
		}
	}
	if (t->selected >= sheet->rows)
		t->selected = sheet->rows ? sheet->rows - 1 : 0;
}

static void select_row(struct top *t, const struct sheet *sheet, long row)
{
	if (row >= (long)sheet->rows)
		row = (long)sheet->rows - 1;
	if (row < 0)
		row = 0;
	t->selected = row;
	if (sheet->rows)
		top_key(t->key[t->level], sheet, row);
}

static void text_of_cell(char *to, size_t size, const struct sheet *sheet, size_t row,
			 const char *column)
{
	int i = sheet_find(sheet, column);
	const struct cell *c = i < 0 ? NULL : sheet_cell(sheet, row, i);

	strncpy(to, c && !c->none ? c->text : "-", size - 1);
}

static void enter(struct top *t, const struct sheet *sheet)
{
	if (!sheet->rows || t->level == TOP_HOT)
		return;
	if (t->level == TOP_VMS)
		text_of_cell(t->vm, sizeof(t->vm), sheet, t->selected, "vm");
	if (t->level == TOP_VCPUS)
		text_of_cell(t->vcpu, sizeof(t->vcpu), sheet, t->selected, "vcpu");
	t->level++;
	t->selected = t->first = 0;
	t->filter[0] = t->key[t->level][0] = '\0';
}

static void leave(struct top *t)
{
	if (*t->filter) {
		t->filter[0] = '\0';
		return;
	}
	if (t->level == TOP_VMS)
		return;
	t->level--;
	t->selected = t->first = 0;
	if (t->level == TOP_VCPUS)
		t->vcpu[0] = '\0';
	if (t->level == TOP_VMS)
		t->vm[0] = '\0';
}

static void type(struct top *t, int key)
{
	size_t n = strlen(t->filter);

	if (key == '\n' || key == KEY_ENTER) {
		t->typing = false;
	} else if (key == ESCAPE) {
		t->typing = false;
		t->filter[0] = '\0';
	} else if ((key == KEY_BACKSPACE || key == 127 || key == '\b') && n) {
		t->filter[n - 1] = '\0';
	} else if (key >= ' ' && key < 127 && n + 1 < sizeof(t->filter)) {
		t->filter[n] = key;
		t->filter[n + 1] = '\0';
	}
}

static void sort_by(struct top *t, const struct sheet *sheet, int step)
{
	int *sort = &t->sort[t->level];

	*sort = (*sort + step + (int)sheet->columns) % (int)sheet->columns;
}

/* Which row a key leads to; -1: none. */
static long row_of_key(const struct top *t, const struct sheet *sheet, int key)
{
	long page = LINES > 4 ? LINES - 4 : 1, row = t->selected;

	switch (key) {
	case KEY_UP:
		return row ? row - 1 : 0;
	case KEY_DOWN:
		return row + 1;
	case KEY_PPAGE:
		return row > page ? row - page : 0;
	case KEY_NPAGE:
		return row + page;
	case KEY_HOME:
		return 0;
	case KEY_END:
		return sheet->rows;
	}
	return -1;
}

static void change_view(struct top *t, const struct sheet *sheet, int key)
{
	switch (key) {
	case 'h':
	case '?':
		t->help = true;
		break;
	case ' ':
		t->paused = !t->paused;
		break;
	case 't':
		t->totals = !t->totals;
		break;
	case 'r':
		t->reverse[t->level] = !t->reverse[t->level];
		break;
	case 's':
		sort_by(t, sheet, 1);
		break;
	case 'S':
		sort_by(t, sheet, -1);
		break;
	case '/':
		t->typing = true;
		t->filter[0] = '\0';
		break;
	case '+':
		t->interval = t->interval > 0.2 ? t->interval / 2 : 0.1;
		break;
	case '-':
		t->interval = t->interval < 1800 ? t->interval * 2 : 3600;
		break;
	}
}

/* False to quit. */
static bool press(struct top *t, const struct sheet *sheet, int key)
{
	long row = row_of_key(t, sheet, key);

	if (t->typing)
		type(t, key);
	else if (key == 'q')
		return false;
	else if (t->help)
		t->help = false;
	else if (row >= 0)
		select_row(t, sheet, row);
	else if (key == '\n' || key == KEY_ENTER || key == KEY_RIGHT)
		enter(t, sheet);
	else if (key == ESCAPE || key == KEY_LEFT || key == KEY_BACKSPACE || key == 127)
		leave(t);
	else
		change_view(t, sheet, key);
	return true;
}

/* What there is after @last; false if a saved copy has not changed. */
static bool load(struct snapshot *s, const struct snapshot *last)
{
	if (!o.output.root) {
		snapshot_again(s);
		return true;
	}
	if (last->once)
		return false;
	snapshot_load(s, o.output.root);
	if (s->when != last->when)
		return true;
	snapshot_free(s);
	return false;
}

static void watch(struct snapshot *a)
{
	struct top t = { .interval = o.interval, .sort = { -1, -1, -1, -1 } };
	bool have_b = false, going = true;
	double next = now() + 0.2;
	struct snapshot b, newer;

	while (going && !stopped) {
		const struct snapshot *last = have_b ? &b : a;
		double seconds = have_b ? snapshot_seconds(a, &b) : 0;
		struct sheet sheet;
		int key;

		top_sheet(&sheet, &t, have_b ? a : NULL, last);
		find_selected(&t, &sheet);
		top_draw(&t, &sheet, last, seconds, have_b && snapshot_rebooted(a, &b));
		timeout(t.paused || next <= now() ? (t.paused ? 1000 : 0) :
						    (int)((next - now()) * 1000) + 1);
		key = getch();
		if (key != ERR)
			going = press(&t, &sheet, key);
		sheet_free(&sheet);
		if (t.paused || now() < next)
			continue;
		next = now() + t.interval;
		if (!load(&newer, last))
			continue;
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

int cmd_top(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = stop };
	struct snapshot a;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		die("top needs a terminal; kvmtrap stat --interval writes to files");
	snapshot_load(&a, o.output.root);
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
	watch(&a);
	die_hook = NULL;
	restore_terminal();
	snapshot_free(&a);
	return STATUS_OK;
}
