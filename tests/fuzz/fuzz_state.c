// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_state.c - parse a saved snapshot, view it in every way, and export it. Two
 * snapshots with a line "%%" between them are also compared.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "query/nested.h"
#include "query/query.h"
#include "prometheus/prometheus.h"
#include "query/series.h"
#include "fuzz.h"

static void print(const struct sheet *sheet)
{
	json_t *json = sheet_json(sheet);
	char *text = json_dumps(json, 0);

	MUST(json_array_size(json) == sheet->rows && text);
	free(text);
	json_decref(json);
	sheet_print(sheet, stdout);
	sheet_csv(sheet, stdout, "", "");
}

static void look(const struct view *v, const struct snapshot *a, const struct snapshot *b)
{
	int per;

	for (per = PER_HOST; per <= PER_VCPU; per++) {
		struct query q = { .view = v, .per = per };
		struct sheet sheet;

		if (!v->file[per])
			continue;
		query_sheet(&sheet, &q, a, b);
		print(&sheet);
		sheet_free(&sheet);
	}
}

static void look_nested(const struct snapshot *a, const struct snapshot *b)
{
	const struct vm_filter all = { 0 };
	struct sheet sheet;

	nested_sheet(&sheet, &all, a, b);
	print(&sheet);
	sheet_free(&sheet);
}

/* Check that nothing changes between a snapshot and itself. */
static void look_twice(const struct view *v, const struct snapshot *s)
{
	struct query q = { .view = v };
	struct result r;
	size_t i, n;

	query_change(&r, &q, s, s);
	for (i = 0; i < r.rows; i++) {
		for (n = 0; n < VIEW_VALUES; n++)
			MUST(!r.row[i].value[n]);
	}
	result_free(&r);
}

/*
 * Return whether @p is NAME{LABEL="VALUE",...} NUMBER, with each quote, backslash and end of
 * line in a value escaped.
 */
static bool is_sample(const char *p)
{
	p += strspn(p, "abcdefghijklmnopqrstuvwxyz_");
	if (*p == '{') {
		do {
			p += 1 + strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_");
			if (strncmp(p, "=\"", 2))
				return false;
			for (p += 2; *p && *p != '"'; p++) {
				if (*p == '\\' && !strchr("\\\"n", *++p))
					return false;
			}
			if (!*p++)
				return false;
		} while (*p == ',');
		if (*p++ != '}')
			return false;
	}
	return *p == ' ' && p[1] && !strpbrk(p + 1, " \"{}");
}

static void export(const struct snapshot *s, enum view_per per, enum prom_format format)
{
	struct export_options options = { per, format, .with_ended = true };
	char *text = NULL, *line, *rest;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	prometheus_write(f, s, &options);
	fclose(f);
	rest = text;
	while ((line = strsep(&rest, "\n"))) {
		if (*line && *line != '#')
			MUST(is_sample(line));
	}
	free(text);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct event_choice some = { { "irq", "*ABT*" }, 2 };
	const uint8_t *cut = memmem(data, size, "\n%%\n", 4);
	struct snapshot a, b;
	const struct view *v;
	struct series series;

	snapshot_load(&b, fuzz_file(0, data, cut ? (size_t)(cut - data) : size));
	for (v = views; v->name; v++) {
		look(v, NULL, &b);
		look_twice(v, &b);
	}
	look_nested(NULL, &b);
	export(&b, PER_VM, PROM_TEXT);
	export(&b, PER_VCPU, PROM_OPENMETRICS);
	if (cut) {
		a = b;
		cut += 4;
		snapshot_load(&b, fuzz_file(1, cut, data + size - cut));
		for (v = views; v->name; v++)
			look(v, &a, &b);
		look_nested(&a, &b);
		series_init(&series, size % NR_SERIES_BY, size & 4 ? &some : NULL);
		series_add(&series, &(struct vm_filter) { 0 }, &a, &b);
		series_free(&series);
		snapshot_free(&a);
	}
	snapshot_free(&b);
}
