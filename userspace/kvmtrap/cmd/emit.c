// SPDX-License-Identifier: GPL-2.0-only
/*
 * emit.c - see emit.h.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/emit.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"
#include "util/screen.h"

/* Goes up when members are added; see docs/json.md. */
#define JSON_VERSION	2

json_t *json_head(const char *command, const struct snapshot *s)
{
	json_t *o = json_object();

	json_object_set_new(o, "kvmtrap", json_string(command));
	json_object_set_new(o, "version", json_integer(JSON_VERSION));
	if (!s)
		return o;
	json_object_set_new(o, "time", json_real(s->when));
	/* A recording, or a copy of the files, does not tell the host. */
	json_object_set_new(o, "host", json_known(s->host));
	json_object_set_new(o, "release", json_known(s->release));
	json_object_set_new(o, "arch", json_text(snapshot_arch_name(s)));
	return o;
}

static uint64_t apart(const struct snapshot *a, const struct snapshot *b)
{
	return a && a->apart > b->apart ? a->apart : b->apart;
}

void json_change(json_t *head, const struct snapshot *a, const struct snapshot *b)
{
	json_object_set_new(head, "seconds", a ? json_real(snapshot_counted_seconds(a, b)) :
						 json_null());
	json_object_set_new(head, "restarted", json_boolean(a && snapshot_restarted(a, b)));
	json_object_set_new(head, "apart", json_count(apart(a, b)));
}

void print_title(FILE *f, const char *lead, const struct snapshot *s)
{
	time_t t = s->when;
	char when[40], host[256], release[256];

	strftime(when, sizeof(when), "%F %T", localtime(&t));
	screen_text(host, sizeof(host), s->host);
	screen_text(release, sizeof(release), s->release);
	fputs(lead, f);
	if (strcmp(host, "-"))
		fprintf(f, " %s,", host);
	if (strcmp(release, "-"))
		fprintf(f, " %s,", release);
	fprintf(f, " %s", when);
}

void print_apart(FILE *f, const struct snapshot *a, const struct snapshot *b)
{
	if (apart(a, b))
		fprintf(f, "\n# tables read one after another while guests ran differ, by up to "
			"%" PRIu64 " exit%s; classes, VMs and vCPUs are added up from 'reasons'\n",
			apart(a, b), plural(apart(a, b), "", "s"));
}

void print_forgotten(FILE *f, const char *lead, uint64_t n)
{
	if (n)
		fprintf(f, "# %s%" PRIu64 " VM%s ended, and the module no longer has %s rows: only "
			"the classes of the host are complete\n", lead, n, plural(n, "", "s"),
			plural(n, "its", "their"));
}

void json_put(FILE *f, json_t *object)
{
	/* What controls a terminal, or turns its direction of writing, is escaped for one. */
	if (json_dumpf(object, f, JSON_COMPACT | (isatty(fileno(f)) ? JSON_ENSURE_ASCII : 0)))
		die("cannot write the output: %s", strerror(errno));
	fputc('\n', f);
	json_decref(object);
}

void output_shape(const struct output *o, const struct snapshot *s, struct sheet *sheet)
{
	struct shape_search search = { 0 };

	shape_look(&search, &o->shape, sheet);
	shape_found(&search, &o->shape);
	shape_apply(&o->shape, sheet, s ? s->when : 0);
}

void csv_put(FILE *f, const struct sheet *sheet)
{
	char *when = *sheet->stamp ? xasprintf("%.3f", sheet->when) : xasprintf("%s", "");

	sheet_csv(sheet, f, *when ? "time" : "", when);
	free(when);
}

void output_shaped(const struct output *o, const char *command,
		   const struct snapshot *s, const struct sheet *sheet)
{
	if (o->json) {
		json_t *head = json_head(command, s);

		json_object_set_new(head, "rows", sheet_json(sheet));
		json_put(o->to, head);
	} else if (o->csv) {
		csv_put(o->to, sheet);
	} else {
		sheet_print(sheet, o->to);
	}
}

void output_sheet(const struct output *o, const char *command,
		  const struct snapshot *s, struct sheet *sheet)
{
	output_shape(o, s, sheet);
	output_shaped(o, command, s, sheet);
}
