// SPDX-License-Identifier: GPL-2.0-only
/*
 * folder.c - see folder.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "input/folder.h"
#include "input/snapshot.h"
#include "input/vmname.h"
#include "util/die.h"
#include "util/word.h"

static const char *const files[] = {
#define X(name) #name,
	KVMTRAP_FILES(X)
#undef X
};

#define NR_FILES (sizeof(files) / sizeof(files[0]))

/* What only the host can tell: its name and the time. */
static char *host_text(void)
{
	struct utsname u;
	struct timespec now, since_boot;
	char *text, *host, *release, *id = file_text("/proc/sys/kernel/random/boot_id"), *boot;

	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	uname(&u);
	host = escape_word(u.nodename);
	release = escape_word(u.release);
	if (id)
		id[strcspn(id, "\n")] = '\0';
	boot = escape_word(id ?: "");
	text = xasprintf("kvmtrap host 1\nitem value\nwhen %lld.%09ld\nboottime %lld.%09ld\n"
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
	char *text = xasprintf("kvmtrap names 1\nvm name\n"), *longer, *name, *word;
	int vm = table_column(vms, "vm"), pid = table_column(vms, "pid");
	int state = table_column(vms, "state");
	size_t row;

	for (row = 0; vm >= 0 && pid >= 0 && state >= 0 && row < vms->rows; row++) {
		if (strcmp(table_cell(vms, row, state), "live"))
			continue;
		name = vmname_of_pid(table_cell(vms, row, pid));
		if (!name)
			continue;
		word = escape_word(name);
		longer = xasprintf("%s%s %s\n", text, table_cell(vms, row, vm), word);
		free(text);
		free(name);
		free(word);
		text = longer;
	}
	return text;
}

/* One file after another: they are of different moments. */
static bool read_files(struct tables *t, const char *dir, char **missing)
{
	size_t i;

	for (i = 0; i < NR_FILES; i++) {
		char *path = xasprintf("%s/%s", dir, files[i]), *text = file_text(path);

		if (!text && (errno != ENOENT || !strcmp(files[i], "summary"))) {
			*missing = path;
			return false;
		}
		if (text)
			tables_add(t, text, path);
		free(path);
	}
	return true;
}

/* All in one; the module has taken it when it is open. */
static bool read_snapshot(struct tables *t, int fd, char *path, char **missing)
{
	char *text = fd_text(fd);

	if (!text) {
		*missing = path;
		return false;
	}
	tables_add(t, text, path);
	free(path);
	return true;
}

bool folder_read(struct tables *t, const char *dir, bool live, char **missing)
{
	char *path = xasprintf("%s/" SNAPSHOT_FILE, dir);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct table *vms;
	bool done;

	if (fd < 0 && errno != ENOENT) {
		*missing = path;
		return false;
	}
	if (live)
		tables_add(t, host_text(), "this host");
	if (fd < 0) {
		free(path);
		done = read_files(t, dir, missing);
	} else {
		done = read_snapshot(t, fd, path, missing);
	}
	vms = done && live ? tables_find(t, "vms") : NULL;
	if (vms)
		tables_add(t, names_text(vms), "this host");
	return done;
}
