// SPDX-License-Identifier: GPL-2.0-only
/*
 * textfile.c - see textfile.h.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "prometheus/textfile.h"
#include "util/die.h"

/* Of Debian's package; of node_exporter's own example; of the usual Ansible role. */
#define DEBIAN	"/var/lib/prometheus/node-exporter"
#define EXAMPLE	"/var/lib/node_exporter/textfile_collector"
#define ANSIBLE	"/var/lib/node_exporter"

static int folder = -1;

static bool is_folder(const char *path)
{
	struct stat st;

	folder = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0 && !lstat(path, &st) && S_ISLNK(st.st_mode))
		die("%s is a link, which is not followed: say --output=FILE.prom in the folder "
		    "that node_exporter reads", path);
	return folder >= 0;
}

const char *textfile_path(void)
{
	if (is_folder(DEBIAN))
		return DEBIAN "/kvmtrap.prom";
	if (is_folder(EXAMPLE))
		return EXAMPLE "/kvmtrap.prom";
	if (is_folder(ANSIBLE))
		return ANSIBLE "/kvmtrap.prom";
	die("node_exporter reads none of " DEBIAN ", " EXAMPLE ", " ANSIBLE ": say "
	    "--output=FILE.prom (man kvmtrap-export has it for the timer)");
}

char *textfile_place(void)
{
	return xasprintf("/proc/self/fd/%d/kvmtrap.prom", folder);
}
