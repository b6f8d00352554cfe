// SPDX-License-Identifier: GPL-2.0-only
/*
 * state.c - see state.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "fail.h"
#include "recording.h"
#include "replace.h"
#include "state.h"
#include "vmname.h"

static const char *const files[] = {
#define X(name) #name,
	KVMTRAP_FILES(X)
#undef X
};

#define NR_FILES (sizeof(files) / sizeof(files[0]))

/* Why @path cannot be read, and what to do. */
static void __attribute__((noreturn)) cannot_read(const char *root,
						  const char *path, int err)
{
	if (root)
		fail("cannot read %s: %s", path, strerror(err));
	if (access("/sys/module/kvmtrapcount", F_OK))
		fail("the module is not loaded: modprobe kvmtrapcount (kvmtrap doctor says what "
		     "may hinder it)");
	if (err == EACCES)
		fail("cannot read %s: be root, or read a saved copy with --root", path);
	if (err == ENOENT)
		fail("there is no %s: mount debugfs (mount -t debugfs none /sys/kernel/debug)",
		     path);
	fail("cannot read %s: %s", path, strerror(err));
}

/* Put @text behind what is there. */
static void append(char **all, size_t *size, const char *text)
{
	size_t n = strlen(text);

	*all = realloc(*all, *size + n + 1);
	if (!*all)
		fail("out of memory");
	memcpy(*all + *size, text, n + 1);
	*size += n;
}

/* What only the host can tell: its name, the time, the names of its VMs. */
static void append_host(char **all, size_t *size)
{
	struct utsname u;
	struct timespec now;
	char *text, *host, *release;

	clock_gettime(CLOCK_REALTIME, &now);
	uname(&u);
	host = word_of(u.nodename);
	release = word_of(u.release);
	text = text_of("kvmtrap host 1\nitem value\nwhen %lld.%09ld\nname %s\nrelease %s\n",
		       (long long)now.tv_sec, now.tv_nsec, host, release);
	append(all, size, text);
	free(text);
	free(host);
	free(release);
}

/* Lines of the file `vms` are looked at before they are cut up. */
static void append_names(char **all, size_t *size, const char *vms)
{
	const char *line = strchr(vms, '\n');
	char vm[24], pid[24], live[8];

	append(all, size, "kvmtrap names 1\nvm name\n");
	for (; line; line = strchr(line, '\n')) {
		char *name, *word, *row;

		line++;
		if (sscanf(line, "%23s %23s %*s %7s", vm, pid, live) != 3 ||
		    strcmp(live, "live"))
			continue;
		name = vmname_of_pid(pid);
		if (!name)
			continue;
		word = word_of(name);
		row = text_of("%s %s\n", vm, word);
		append(all, size, row);
		free(name);
		free(word);
		free(row);
	}
}

/* All files of a directory as one text; NULL, errno and which. */
static char *directory_text(const char *dir, bool live, char **missing)
{
	char *all = NULL;
	size_t size = 0, i;

	if (live)
		append_host(&all, &size);
	for (i = 0; i < NR_FILES; i++) {
		char *path = text_of("%s/%s", dir, files[i]);
		char *text = file_text(path);

		if (!text && (i == 0 || errno != ENOENT)) {
			free(all);
			*missing = path;
			return NULL;
		}
		free(path);
		if (!text)
			continue;
		if (live && !strcmp(files[i], "vms"))
			append_names(&all, &size, text);
		append(&all, &size, text);
		free(text);
	}
	return all;
}

static const char *item(const struct state *s, const char *table,
			const char *name)
{
	const struct table *t = state_table(s, table);
	size_t row;

	if (!t || t->columns != 2)
		return NULL;
	for (row = 0; row < t->rows; row++) {
		if (!strcmp(table_cell(t, row, 0), name))
			return table_cell(t, row, 1);
	}
	return NULL;
}

static void take(struct state *s, char *text, const char *from)
{
	const char *when;

	tables_parse(&s->tables, text, from);
	if (!state_table(s, "summary"))
		fail("%s: the table 'summary' is missing; save it with kvmtrap save, or cat all "
		     "files of kvmtrap/",
		     from);
	when = item(s, "host", "when");
	s->when = when ? strtod(when, NULL) : 0;
	s->host = item(s, "host", "name") ?: "-";
	s->release = item(s, "host", "release") ?: "-";
}

static char *recorded_text(const char *path)
{
	struct recording r;
	char *text;

	recording_load(&r, path);
	text = recording_text(&r);
	recording_free(&r);
	return text;
}

void state_load(struct state *s, const char *root)
{
	const char *path = root ?: LIVE_ROOT;
	char *text, *missing = NULL;
	struct stat st;

	memset(s, 0, sizeof(*s));
	s->live = !root;
	if (stat(path, &st))
		cannot_read(root, path, errno);
	if (S_ISDIR(st.st_mode))
		text = directory_text(path, !root, &missing);
	else
		text = is_recording(path) ? recorded_text(path) : file_text(path);
	if (!text)
		cannot_read(root, missing ?: path, errno);
	take(s, text, path);
	/* A plain copy does not say: its file does. */
	if (!s->when)
		s->when = st.st_mtime;
}

bool state_try(struct state *s)
{
	char *missing = NULL, *text;

	memset(s, 0, sizeof(*s));
	s->live = true;
	text = directory_text(LIVE_ROOT, true, &missing);
	if (text)
		take(s, text, LIVE_ROOT);
	free(missing);
	return text;
}

void state_free(struct state *s)
{
	tables_free(&s->tables);
	memset(s, 0, sizeof(*s));
}

static void write_table(FILE *f, const struct table *t)
{
	size_t row;
	unsigned int i;

	fprintf(f, "kvmtrap %s %u\n", t->name, t->version);
	for (i = 0; i < t->columns; i++)
		fprintf(f, "%s%c", t->column[i], i + 1 < t->columns ? ' ' : '\n');
	for (row = 0; row < t->rows; row++) {
		for (i = 0; i < t->columns; i++)
			fprintf(f, "%s%c", table_cell(t, row, i),
				i + 1 < t->columns ? ' ' : '\n');
	}
}

int state_write(const struct state *s, const char *path)
{
	struct replacement r;
	size_t i;

	if (!replace_begin(&r, path))
		return -1;
	for (i = 0; i < s->tables.n; i++)
		write_table(r.f, &s->tables.table[i]);
	return replace_end(&r);
}

const char *state_health(const struct state *s, const char *name)
{
	return item(s, "health", name);
}

const char *state_vm_name(const struct state *s, const char *vm)
{
	const struct table *vms = state_table(s, "vms");
	const char *name = item(s, "names", vm);
	size_t row;
	int comm;

	if (name || !vms)
		return name ?: "-";
	comm = table_column(vms, "comm");
	for (row = 0; comm >= 0 && row < vms->rows; row++) {
		if (!strcmp(table_cell(vms, row, 0), vm))
			return table_cell(vms, row, comm);
	}
	return "-";
}

bool state_restarted(const struct state *a, const struct state *b)
{
	const char *since_a = state_health(a, "since.unix_ns");
	const char *since_b = state_health(b, "since.unix_ns");

	return since_a && since_b && strcmp(since_a, since_b);
}
