// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench_sheets.c - see bench_sheets.h.
 */
#include <math.h>
#include <string.h>

#include "cmd/bench_sheets.h"

const char *bench_verdict(enum verdict v)
{
	static const char *const verdicts[] = {
		[STATS_COSTS] = "costs", [STATS_SAVES] = "saves", [STATS_UNCLEAR] = "unclear",
	};

	return verdicts[v];
}

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
	sheet_text(s, bench_verdict(stats_verdict(&e)));
}

void bench_exits_sheet(struct sheet *s, struct bench *b)
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

bool bench_anything_added(struct bench *b)
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
	sheet_text(s, bench_verdict(stats_verdict(percent)));
}

void bench_vms_sheet(struct sheet *s, struct bench *b, const struct vm_rates *rates)
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

void bench_left_out_sheet(struct sheet *s, const struct left_out *out)
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
