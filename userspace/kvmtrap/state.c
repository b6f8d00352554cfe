// SPDX-License-Identifier: GPL-2.0-only
/*
 * state.c - see state.h.
 */
#include <errno.h>
#include <fcntl.h>
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
#include "settle.h"
#include "state.h"
#include "vmname.h"
#include "word.h"

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

/* What only the host can tell: its name and the time. */
static char *host_text(void)
{
	struct utsname u;
	struct timespec now, since_boot;
	char *text, *host, *release, *id = file_text("/proc/sys/kernel/random/boot_id"), *boot;

	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	uname(&u);
	host = word_of(u.nodename);
	release = word_of(u.release);
	if (id)
		id[strcspn(id, "\n")] = '\0';
	boot = word_of(id ?: "");
	text = text_of("kvmtrap host 1\nitem value\nwhen %lld.%09ld\nboottime %lld.%09ld\n"
		       "boot %s\nname %s\nrelease %s\n",
		       (long long)now.tv_sec, now.tv_nsec, (long long)since_boot.tv_sec,
		       since_boot.tv_nsec, boot, host, release);
	free(id);
	free(boot);
	free(host);
	free(release);
	return text;
}

/* The names of the VMs that live, as a table. */
static char *names_text(const struct table *vms)
{
	char *text = text_of("kvmtrap names 1\nvm name\n"), *longer, *name, *word;
	int vm = table_column(vms, "vm"), pid = table_column(vms, "pid");
	int state = table_column(vms, "state");
	size_t row;

	for (row = 0; vm >= 0 && pid >= 0 && state >= 0 && row < vms->rows; row++) {
		if (strcmp(table_cell(vms, row, state), "live"))
			continue;
		name = vmname_of_pid(table_cell(vms, row, pid));
		if (!name)
			continue;
		word = word_of(name);
		longer = text_of("%s%s %s\n", text, table_cell(vms, row, vm), word);
		free(text);
		free(name);
		free(word);
		text = longer;
	}
	return text;
}

/* One file after another: false, errno and which. */
static bool add_files(struct state *s, const char *dir, char **missing)
{
	size_t i;

	for (i = 0; i < NR_FILES; i++) {
		char *path = text_of("%s/%s", dir, files[i]);
		char *text = file_text(path);

		if (text) {
			tables_add(&s->tables, text, path);
		} else if (errno != ENOENT || !strcmp(files[i], "summary")) {
			*missing = path;
			return false;
		}
		free(path);
	}
	return true;
}

/* All of a directory: false, errno and what is missing. */
static bool add_directory(struct state *s, const char *dir, char **missing)
{
	char *path = text_of("%s/" SNAPSHOT_FILE, dir), *text;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct table *vms;

	if (fd < 0 && errno != ENOENT) {
		*missing = path;
		return false;
	}
	/* The module has taken it when it is open. */
	if (s->live)
		tables_add(&s->tables, host_text(), "this host");
	if (fd < 0) {
		free(path);
		if (!add_files(s, dir, missing))
			return false;
	} else {
		text = fd_text(fd);
		if (!text) {
			*missing = path;
			return false;
		}
		tables_add(&s->tables, text, path);
		free(path);
	}
	vms = s->live ? tables_find(&s->tables, "vms") : NULL;
	if (vms)
		tables_add(&s->tables, names_text(vms), "this host");
	return true;
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

/* Of the VMs in @t, unless they have one. */
static void add_names(struct state *s, const struct table *t, const char *column)
{
	int vm = t ? table_column(t, "vm") : -1, name = t ? table_column(t, column) : -1;
	size_t row;

	for (row = 0; vm >= 0 && name >= 0 && row < t->rows; row++) {
		struct vm_name new = { .vm = table_cell(t, row, vm) };

		if (strcmp(state_vm_name(s, new.vm), "-"))
			continue;
		new.name = name_of_word(table_cell(t, row, name));
		s->name = grown(s->name, s->names, sizeof(*s->name));
		s->name[s->names++] = new;
	}
}

static void take(struct state *s, const char *from)
{
	const char *when, *boottime;

	if (!tables_find(&s->tables, "summary"))
		fail("%s: the table 'summary' is missing; save it with kvmtrap save, or cat all "
		     "files of kvmtrap/",
		     from);
	settle(s);
	when = item(s, "host", "when");
	s->when = when ? strtod(when, NULL) : 0;
	boottime = item(s, "host", "boottime");
	s->boottime = boottime ? strtod(boottime, NULL) : 0;
	s->boot = boottime ? item(s, "host", "boot") : NULL;
	s->host = name_of_word(item(s, "host", "name") ?: "-");
	s->release = name_of_word(item(s, "host", "release") ?: "-");
	add_names(s, tables_find(&s->tables, "names"), "name");
	add_names(s, tables_find(&s->tables, "vms"), "comm");
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
	if (S_ISDIR(st.st_mode)) {
		if (!add_directory(s, path, &missing))
			cannot_read(root, missing, errno);
	} else {
		text = is_recording(path) ? recorded_text(path) : file_text(path);
		if (!text)
			cannot_read(root, path, errno);
		tables_add(&s->tables, text, path);
	}
	take(s, path);
	/* A plain copy does not say: its file does. */
	if (!s->when)
		s->when = st.st_mtime;
}

bool state_try(struct state *s)
{
	char *missing = NULL;

	memset(s, 0, sizeof(*s));
	s->live = true;
	if (add_directory(s, LIVE_ROOT, &missing)) {
		take(s, LIVE_ROOT);
		return true;
	}
	free(missing);
	state_free(s);
	return false;
}

void state_free(struct state *s)
{
	size_t i;

	for (i = 0; i < s->names; i++)
		free(s->name[i].name);
	free(s->name);
	free(s->host);
	free(s->release);
	tables_free(&s->tables);
	tables_free(&s->settled);
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
	size_t i;

	for (i = 0; i < s->names; i++) {
		if (!strcmp(s->name[i].vm, vm))
			return s->name[i].name;
	}
	return "-";
}

static bool is_known(const char *word)
{
	return word && strcmp(word, "-");
}

bool state_rebooted(const struct state *a, const struct state *b)
{
	return is_known(a->boot) && is_known(b->boot) && strcmp(a->boot, b->boot);
}

double state_seconds(const struct state *a, const struct state *b)
{
	if (is_known(a->boot) && is_known(b->boot) && !strcmp(a->boot, b->boot))
		return b->boottime - a->boottime;
	return b->when - a->when;
}

bool state_restarted(const struct state *a, const struct state *b)
{
	const char *since_a = state_health(a, "since.unix_ns");
	const char *since_b = state_health(b, "since.unix_ns");

	return since_a && since_b && strcmp(since_a, since_b);
}
