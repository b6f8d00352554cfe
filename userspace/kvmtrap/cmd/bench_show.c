// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench_show.c - see bench_show.h.
 */
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "cmd/bench_sheets.h"
#include "cmd/bench_show.h"
#include "cmd/emit.h"
#include "util/screen.h"

/* Write a number with a comma at each thousand. */
static void put_thousands(double x)
{
	char digits[32];
	size_t n = snprintf(digits, sizeof(digits), "%.0f", x), i;

	for (i = 0; i < n; i++)
		printf("%s%c", i && (n - i) % 3 == 0 ? "," : "", digits[i]);
}

static void print_vms(const struct sheet *s)
{
	size_t row;

	for (row = 0; row < s->rows; row++) {
		const struct cell *c = sheet_cell(s, row, 0);

		/* A process may have several VMs: each begins with the first setting. */
		if (!row || !strcmp(c[3].text, sheet_cell(s, 0, 3)->text)) {
			printf("\n");
			screen_put(c[0].none ? "-" : c[0].text, stdout);
			printf(" (process %s): ", c[1].text);
			put_thousands(c[2].x);
			printf(" exits/s\n");
		}
		printf("  %+.2f %% of a CPU (%+.2f to %+.2f%s) with %s\n", c[4].x, c[5].x, c[6].x,
		       strcmp(c[7].text, bench_verdict(STATS_UNCLEAR)) ? "" : ": unclear",
		       c[3].text);
	}
}

static void print(const struct bench *b, const struct snapshot *host, const struct sheet *exits,
		  const struct sheet *vms, const struct sheet *out)
{
	size_t row;

	print_title(stdout, "#", host);
	printf(", CPU %d, %u rounds\n", b->guest.cpu, b->done);
	sheet_print(exits, stdout);
	printf("# The true median is between Low and High in 95 of 100 cases. unclear: these are\n"
	       "# as far apart as what is added, or farther, so that it may be noise\n");
	print_vms(vms);
	for (row = 0; row < out->rows; row++) {
		const struct cell *c = sheet_cell(out, row, 0);

		printf("%s# %s is left out: ", row ? "" : "\n", c[0].text);
		screen_put(c[1].text, stdout);
		printf("\n");
	}
}

bool bench_show(struct bench *b, const struct vm_rates *rates, bool json)
{
	struct utsname u;
	struct snapshot host = { .when = time(NULL), .arch = arch_of_host() };
	struct sheet exits, vms, out;
	bool any;

	uname(&u);
	host.host = u.nodename;
	host.release = u.release;
	bench_exits_sheet(&exits, b);
	bench_vms_sheet(&vms, b, rates);
	bench_left_out_sheet(&out, &b->out);
	any = bench_anything_added(b);
	if (any && json) {
		json_t *head = json_head("bench", &host);

		json_object_set_new(head, "cpu", json_integer(b->guest.cpu));
		json_object_set_new(head, "rounds", json_integer(b->done));
		json_object_set_new(head, "rows", sheet_json(&exits));
		json_object_set_new(head, "vms", sheet_json(&vms));
		json_object_set_new(head, "left_out", sheet_json(&out));
		json_put(stdout, head);
	} else if (any) {
		print(b, &host, &exits, &vms, &out);
	}
	sheet_free(&exits);
	sheet_free(&vms);
	sheet_free(&out);
	return any;
}
