// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench_show.c - see bench_show.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "cmd/bench_show.h"
#include "cmd/emit.h"
#include "util/screen.h"

static const char *const verdicts[] = {
	[STATS_COSTS] = "costs", [STATS_SAVES] = "saves", [STATS_UNCLEAR] = "unclear",
};

static void put_kind(struct sheet *s, unsigned int kind, const char *setting, double ns)
{
	sheet_text(s, bench_kinds[kind].class);
	sheet_text(s, bench_kinds[kind].reason);
	sheet_text(s, setting);
	sheet_number(s, llround(fmax(ns, 0)));
}

static void put_without(struct sheet *s, unsigned int kind, double ns)
{
	int i;

	put_kind(s, kind, "-", ns);
	for (i = 0; i < 5; i++)
		sheet_none(s);
}

static void put_with(struct sheet *s, struct bench *b, unsigned int attach, unsigned int n,
		     unsigned int kind, double without)
{
	struct samples *added = &b->added[attach][n][kind], *with = &b->with[attach][n][kind];
	struct estimate e = stats_estimate(added->x, added->n);

	put_kind(s, kind, bench_settings[attach][n].name, stats_median(with->x, with->n));
	sheet_change(s, llround(e.value));
	sheet_real(s, stats_percent(e.value, without));
	sheet_change(s, llround(e.low));
	sheet_change(s, llround(e.high));
	sheet_text(s, verdicts[stats_verdict(&e)]);
}

static void fill_exits(struct sheet *s, struct bench *b)
{
	unsigned int kind, attach, n;

	sheet_init(s, "rows");
	sheet_column(s, "class", "Class", CELL_TEXT);
	sheet_column(s, "reason", "Reason", CELL_TEXT);
	sheet_column(s, "setting", "Setting", CELL_TEXT);
	sheet_column(s, "exit_ns", "An exit", CELL_NS);
	sheet_column(s, "added_ns", "Adds", CELL_CHANGE_NS);
	sheet_column(s, "added_percent", "Adds%", CELL_PERCENT);
	sheet_column(s, "low_ns", "Low", CELL_CHANGE_NS);
	sheet_column(s, "high_ns", "High", CELL_CHANGE_NS);
	sheet_column(s, "verdict", "Verdict", CELL_TEXT);
	for (kind = 0; kind < BENCH_KINDS; kind++) {
		struct samples *without = &b->without[kind];

		if (without->n < STATS_LEAST)
			continue;
		put_without(s, kind, stats_median(without->x, without->n));
		for (attach = 0; attach < BENCH_ATTACH; attach++) {
			for (n = 0; n < BENCH_PER; n++) {
				if (b->added[attach][n][kind].n >= STATS_LEAST)
					put_with(s, b, attach, n, kind,
						 stats_median(without->x, without->n));
			}
		}
	}
}

/* Find what a setting adds to each kind of exit. Return false if it was not measured. */
static bool find_added(struct bench *b, unsigned int attach, unsigned int n, struct added *a)
{
	unsigned int kind;
	bool any = false;

	memset(a, 0, sizeof(*a));
	for (kind = 0; kind < BENCH_KINDS; kind++) {
		struct samples *s = &b->added[attach][n][kind];

		a->known[kind] = s->n >= STATS_LEAST;
		if (a->known[kind])
			a->ns[kind] = stats_estimate(s->x, s->n);
		any |= a->known[kind];
	}
	return any;
}

static bool anything_added(struct bench *b)
{
	unsigned int attach, n;
	struct added added;

	for (attach = 0; attach < BENCH_ATTACH; attach++) {
		for (n = 0; n < BENCH_PER; n++) {
			if (find_added(b, attach, n, &added))
				return true;
		}
	}
	return false;
}

static void put_vm(struct sheet *s, const struct vm_rate *vm, const char *setting,
		   const struct estimate *percent)
{
	sheet_text(s, vm->name);
	sheet_text(s, vm->pid);
	sheet_real(s, vm->per_second[KVM_STAT_EXITS]);
	sheet_text(s, setting);
	sheet_real(s, percent->value);
	sheet_real(s, percent->low);
	sheet_real(s, percent->high);
	sheet_text(s, verdicts[stats_verdict(percent)]);
}

static void fill_vms(struct sheet *s, struct bench *b, const struct vm_rates *rates)
{
	unsigned int attach, n;
	struct added added;
	size_t i;

	sheet_init(s, "vms");
	sheet_column(s, "vm_name", "Name", CELL_TEXT);
	sheet_column(s, "pid", "PID", CELL_ID);
	sheet_column(s, "per_second", "Exits/s", CELL_RATE);
	sheet_column(s, "setting", "Setting", CELL_TEXT);
	sheet_column(s, "cpu_percent", "CPU%", CELL_PERCENT);
	sheet_column(s, "low_percent", "Low%", CELL_PERCENT);
	sheet_column(s, "high_percent", "High%", CELL_PERCENT);
	sheet_column(s, "verdict", "Verdict", CELL_TEXT);
	for (i = 0; i < rates->n; i++) {
		for (attach = 0; attach < BENCH_ATTACH; attach++) {
			for (n = 0; n < BENCH_PER; n++) {
				struct estimate percent;

				if (!find_added(b, attach, n, &added))
					continue;
				percent = load_percent(rates->vm[i].per_second, &added);
				put_vm(s, &rates->vm[i], bench_settings[attach][n].name, &percent);
			}
		}
	}
}

static void put_left_out(struct sheet *s, const char *what, const char *why)
{
	/* "": nobody asked for it. */
	if (!why || !*why)
		return;
	sheet_text(s, what);
	sheet_text(s, why);
}

static void fill_left_out(struct sheet *s, const struct left_out *out)
{
	unsigned int i, n;

	sheet_init(s, "left_out");
	sheet_column(s, "what", "Left out", CELL_TEXT);
	sheet_column(s, "why", "Why", CELL_TEXT);
	for (i = 0; i < BENCH_KINDS; i++)
		put_left_out(s, bench_kinds[i].reason, out->kind[i]);
	for (i = 0; i < BENCH_ATTACH; i++) {
		/* The first setting of an attachment is the attachment alone. */
		put_left_out(s, bench_settings[i][0].name, out->attach[i]);
		for (n = 0; n < BENCH_PER; n++)
			put_left_out(s, bench_settings[i][n].name, out->setting[i][n]);
	}
}

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
		       strcmp(c[7].text, verdicts[STATS_UNCLEAR]) ? "" : ": unclear", c[3].text);
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
	fill_exits(&exits, b);
	fill_vms(&vms, b, rates);
	fill_left_out(&out, &b->out);
	any = anything_added(b);
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
