// SPDX-License-Identifier: GPL-2.0-only
/*
 * snapshot.c - see snapshot.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "input/folder.h"
#include "input/reader.h"
#include "input/reconcile.h"
#include "input/recording.h"
#include "input/snapshot.h"
#include "input/source.h"
#include "input/vms.h"
#include "util/atomic_file.h"
#include "util/die.h"
#include "util/number.h"
#include "util/word.h"

/* Die, and say why this host's @path cannot be read and what to do about it. */
static void __attribute__((noreturn)) cannot_read(const char *path, int err)
{
	if (access("/sys/module/kvmtrapcount", F_OK))
		die("the module is not loaded: modprobe kvmtrapcount (kvmtrap doctor says what "
		    "may hinder it)");
	if (err == EACCES)
		die("cannot read %s: be root, or read a saved copy with --root", path);
	if (err == ENOENT)
		die("there is no %s: mount debugfs (mount -t debugfs none /sys/kernel/debug)",
		    path);
	die("cannot read %s: %s", path, strerror(err));
}

static const char *item(const struct snapshot *s, const char *table,
			const char *name)
{
	const struct table *t = snapshot_table(s, table);
	size_t row;

	if (!t || t->columns != 2)
		return NULL;
	for (row = 0; row < t->rows; row++) {
		if (!strcmp(table_cell(t, row, 0), name))
			return table_cell(t, row, 1);
	}
	return NULL;
}

/* The module says it since it knows more than arm64. */
static enum architecture arch_told(const struct snapshot *s)
{
	const char *arch = item(s, "health", "arch");

	return arch ? arch_find(arch) : ARCH_ARM64;
}

/* A time behind it, or no number, is of a damaged copy: no calendar may have it. In s. */
#define LATEST	1e11

static double known_time(double s)
{
	return s > 0 && s < LATEST ? s : 0;
}

static double time_told(const char *text)
{
	return text ? known_time(strtod(text, NULL)) : 0;
}

static void take(struct snapshot *s, const char *from)
{
	const char *boottime, *cpus;

	if (!tables_find(&s->tables, "summary") && tables_find(&s->tables, "system"))
		die("%s: a bugreport without counters: it says itself what could not be read",
		    from);
	if (!tables_find(&s->tables, "summary"))
		die("%s: the table 'summary' is missing; save it with kvmtrap save, or cat all "
		    "files of kvmtrap/",
		    from);
	/* The table host is only in what save and bugreport have written. */
	if (!s->live && tables_find(&s->tables, "host") && !s->tables.ends)
		die("%s: this copy was cut off: it does not end in a line '" TABLES_END "'", from);
	tables_warn_newer(&s->tables, from);
	reconcile(s);
	s->arch = arch_told(s);
	s->when = time_told(item(s, "host", "when"));
	boottime = item(s, "host", "boottime");
	s->boottime = time_told(boottime);
	s->boot = boottime ? item(s, "host", "boot") : NULL;
	s->host = unescape_word(item(s, "host", "name") ?: "-");
	s->release = unescape_word(item(s, "host", "release") ?: "-");
	cpus = item(s, "host", "cpus");
	if (!cpus || !parse_number(cpus, &s->cpus))
		s->cpus = 0;
	vms_take(s);
}

void snapshot_of_recording(struct snapshot *s, const struct recording *r, const char *from)
{
	memset(s, 0, sizeof(*s));
	recording_add_tables(&s->tables, r);
	take(s, from);
	s->arch = r->arch;
	s->recorded = true;
	s->span = r->exits ? (r->exit[r->exits - 1].time - r->exit[0].time) / 1e9 : 0;
}

static void load_recording(struct snapshot *s, int fd, const char *path)
{
	struct recording r;

	recording_load(&r, fd, path);
	snapshot_of_recording(s, &r, path);
	recording_free(&r);
}

/* Who has not written for so long has ended, in s. */
#define WRITES_UNTIL	10

/* Is somebody writing the copy just now? */
static bool is_unfinished(const struct source *in)
{
	return in->text && !tables_text_ends(in->text) && time(NULL) - in->changed < WRITES_UNTIL;
}

/* Returns false, and loads nothing, if the copy has to be @whole and is not yet. */
static bool load_named(struct snapshot *s, const char *root, bool whole)
{
	char *missing = NULL;
	struct source in;

	source_read(&in, root);
	if (whole && is_unfinished(&in)) {
		free(in.text);
		return false;
	}
	if (in.kind == SOURCE_RECORDING) {
		load_recording(s, in.fd, in.name);
	} else {
		if (in.text)
			tables_parse(&s->tables, in.text, in.name);
		else if (!folder_read(&s->tables, root, false, &missing))
			die("cannot read %s: %s", missing, strerror(errno));
		take(s, in.name);
	}
	s->once = in.once;
	/* A plain copy of the files has no time of its own: take that of the file. */
	if (!s->when)
		s->when = known_time(in.changed);
	return true;
}

void snapshot_load(struct snapshot *s, const char *root)
{
	char *missing = NULL;
	struct stat st;

	memset(s, 0, sizeof(*s));
	if (root) {
		load_named(s, root, false);
		return;
	}
	s->live = true;
	if (!reader_is_on() && stat(LIVE_ROOT, &st))
		cannot_read(LIVE_ROOT, errno);
	if (!folder_read(&s->tables, LIVE_ROOT, true, &missing))
		cannot_read(missing, errno);
	take(s, LIVE_ROOT);
}

bool snapshot_load_next(struct snapshot *s, const char *root, const struct snapshot *last)
{
	memset(s, 0, sizeof(*s));
	return load_named(s, root, last->tables.ends);
}

bool snapshot_try_live(struct snapshot *s)
{
	char *missing = NULL;
	int why;

	memset(s, 0, sizeof(*s));
	s->live = true;
	if (folder_read(&s->tables, LIVE_ROOT, true, &missing)) {
		take(s, LIVE_ROOT);
		return true;
	}
	why = errno;
	free(missing);
	snapshot_free(s);
	errno = why;
	return false;
}

void snapshot_load_again(struct snapshot *s)
{
	if (snapshot_try_live(s))
		return;
	/* debugfs says ENODEV or ENXIO while a file is being removed. */
	if (errno == ENOENT || errno == ENODEV || errno == ENXIO)
		die("the module has gone: it was unloaded");
	/* Either it can be read this time, or this says why not. */
	snapshot_load(s, NULL);
}

void snapshot_free(struct snapshot *s)
{
	vms_free(s);
	free(s->host);
	free(s->release);
	tables_free(&s->tables);
	tables_free(&s->reconciled);
	memset(s, 0, sizeof(*s));
}

int snapshot_write(const struct snapshot *s, const char *path)
{
	struct atomic_file r;

	if (!atomic_file_begin(&r, path))
		return -1;
	tables_write(&s->tables, r.f);
	tables_write_end(r.f);
	return atomic_file_commit(&r);
}

void needs_table(const struct snapshot *s, const char *name)
{
	if (!snapshot_table(s, name))
		die("there is no file '%s' in this copy", name);
}

const char *snapshot_health(const struct snapshot *s, const char *name)
{
	return item(s, "health", name);
}

uint64_t snapshot_health_number(const struct snapshot *s, const char *name)
{
	const char *text = snapshot_health(s, name);
	uint64_t n;

	return text && parse_number(text, &n) ? n : 0;
}

const char *snapshot_arch_name(const struct snapshot *s)
{
	return s->arch < NR_ARCHS ? arch_names[s->arch] : snapshot_health(s, "arch") ?: "-";
}
