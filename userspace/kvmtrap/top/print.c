// SPDX-License-Identifier: GPL-2.0-only
/*
 * print.c - the live view as text, for logs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "top/top.h"
#include "util/die.h"
#include "util/screen.h"

/* Pictures are for who sees them, unless they are asked for by name. */
static void hide_pictures(struct sheet *sheet)
{
	static const char *const names[] = { "trend", "split" };
	unsigned int i;
	int column;

	for (i = 0; i < 2; i++) {
		column = sheet_find(sheet, names[i]);
		if (column >= 0)
			sheet->column[column].quiet = true;
	}
}

void top_print(struct top *t, struct sheet *sheet, const struct snapshot *s, double seconds,
	       const char *what)
{
	struct shape shape = *t->shape;
	const char *health = top_health(s);
	time_t when = s->when;
	char clock[32], *host;

	strftime(clock, sizeof(clock), "%F %T", localtime(&when));
	if (!shape.no_header) {
		host = screen_string(s->host);
		printf("# kvmtrap top  %s  %s  ", host, clock);
		free(host);
		if (t->totals || !seconds)
			printf("all so far");
		else if (seconds < 0)
			printf(TOP_SET_BACK);
		else
			printf("per second, over %.1f s%s", seconds, what);
		printf("%s  %s\n", t->only, *health ? health : "nothing lost");
	}
	/* It is sorted, and has its rows. */
	shape.sort = NULL;
	shape.limit = 0;
	hide_pictures(sheet);
	shape_apply(&shape, sheet, s->when);
	sheet_print(sheet, stdout);
	if (!shape.no_header)
		putchar('\n');
	flush_or_die(stdout);
}
