// SPDX-License-Identifier: GPL-2.0-only
/*
 * health.c - what health says against the numbers, for the title of the live view.
 */
#include <stdio.h>
#include <string.h>

#include "top/top.h"
#include "util/number.h"

/* Return true if somebody has switched off the kernel's probes. */
static bool is_disarmed(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "health");
	size_t row;

	for (row = 0; t && t->columns == 2 && row < t->rows; row++) {
		if (!strncmp(table_cell(t, row, 0), "state.", 6) &&
		    !strcmp(table_cell(t, row, 1), "disarmed"))
			return true;
	}
	return false;
}

/* Return how many calls and returns went past a probe. What that cost is in health and times. */
static uint64_t missed_calls(const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "health");
	uint64_t n = 0;
	size_t row;

	for (row = 0; t && t->columns == 2 && row < t->rows; row++) {
		if (!strncmp(table_cell(t, row, 0), "missed.", 7))
			n += table_number(t, row, 1);
	}
	return n;
}

const char *top_health(const struct snapshot *s)
{
	uint64_t lost = snapshot_health_number(s, "exits.lost");
	uint64_t nobody = snapshot_health_number(s, "exits.unattributed");
	uint64_t missed = missed_calls(s);
	static char text[160];
	int n = 0;

	text[0] = '\0';
	if (!snapshot_table(s, "health"))
		return "no health";
	if (lost)
		n += snprintf(text + n, sizeof(text) - n, "%llu lost", (unsigned long long)lost);
	if (nobody)
		n += snprintf(text + n, sizeof(text) - n, "%s%llu without a record", n ? ", " : "",
			      (unsigned long long)nobody);
	if (missed)
		n += snprintf(text + n, sizeof(text) - n, "%s%llu call%s missed", n ? ", " : "",
			      (unsigned long long)missed, plural(missed, "", "s"));
	if (is_disarmed(s))
		snprintf(text + n, sizeof(text) - n, "%sprobes are off", n ? ", " : "");
	return text;
}
