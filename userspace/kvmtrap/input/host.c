// SPDX-License-Identifier: GPL-2.0-only
/*
 * host.c - see host.h.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "input/host.h"
#include "input/vmname.h"
#include "util/file_text.h"

static void add_time(struct tables *t, struct table *host, const char *item, clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	tables_add_cell(t, host, "%s", item);
	tables_add_cell(t, host, "%lld.%09ld", (long long)now.tv_sec, now.tv_nsec);
}

static void add_name(struct tables *t, struct table *host, const char *item, const char *name)
{
	tables_add_word(t, host, item);
	tables_add_word(t, host, name);
}

void host_add(struct tables *t)
{
	struct table *host = tables_new(t, "host", "item value");
	char *boot = file_line("/proc/sys/kernel/random/boot_id");
	struct utsname u;

	uname(&u);
	add_time(t, host, "when", CLOCK_REALTIME);
	add_time(t, host, "boottime", CLOCK_BOOTTIME);
	add_name(t, host, "boot", boot ?: "");
	add_name(t, host, "name", u.nodename);
	add_name(t, host, "release", u.release);
	tables_add_cell(t, host, "cpus");
	tables_add_cell(t, host, "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	free(boot);
}

void host_add_vm_names(struct tables *t)
{
	const struct table *vms = tables_find(t, "vms");
	int vm = vms ? table_column(vms, "vm") : -1, pid = vms ? table_column(vms, "pid") : -1;
	int state = vms ? table_column(vms, "state") : -1;
	size_t rows = vms ? vms->rows : 0, row;
	struct table *table;

	if (!vms)
		return;
	table = tables_new(t, "names", "vm name uuid domain");
	/* tables_new() may have moved it. */
	vms = tables_find(t, "vms");
	for (row = 0; vm >= 0 && pid >= 0 && state >= 0 && row < rows; row++) {
		struct vmm_names names;

		if (strcmp(table_cell(vms, row, state), "live"))
			continue;
		vmm_names_of_pid(&names, table_cell(vms, row, pid));
		if (names.name || names.uuid || names.domain) {
			tables_add_word(t, table, table_cell(vms, row, vm));
			tables_add_word(t, table, names.name);
			tables_add_word(t, table, names.uuid);
			tables_add_word(t, table, names.domain);
		}
		vmm_names_free(&names);
	}
}
