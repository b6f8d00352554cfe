// SPDX-License-Identifier: GPL-2.0-only
/*
 * host.c - see host.h.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "input/host.h"
#include "input/vmm.h"
#include "util/die.h"
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

/* Ask the VMMs of the VMs that live. Return: for each row of @vms a PID, or NULL. */
static const char **ask_vmms(const struct table *vms)
{
	int pid = table_column(vms, "pid"), state = table_column(vms, "state");
	const char **live = NULL, **of_row = NULL;
	size_t nr_live = 0, row;

	for (row = 0; row < vms->rows; row++) {
		bool lives = pid >= 0 && state >= 0 && !strcmp(table_cell(vms, row, state), "live");

		of_row = grow_array(of_row, row, sizeof(*of_row));
		of_row[row] = lives ? table_cell(vms, row, pid) : NULL;
		if (!lives)
			continue;
		live = grow_array(live, nr_live, sizeof(*live));
		live[nr_live++] = of_row[row];
	}
	vmms_ask(live, nr_live);
	free(live);
	return of_row;
}

void host_add_vm_names(struct tables *t)
{
	const struct table *vms = tables_find(t, "vms");
	int vm = vms ? table_column(vms, "vm") : -1;
	const char **pids;
	struct table *table;
	size_t row;

	if (!vms)
		return;
	pids = ask_vmms(vms);
	table = tables_new(t, "names", "vm name uuid domain");
	/* tables_new() may have moved it. */
	vms = tables_find(t, "vms");
	for (row = 0; vm >= 0 && row < vms->rows; row++) {
		const struct vmm_names *names = pids[row] ? vmm_names_of_pid(pids[row]) : NULL;

		if (!names || (!names->name && !names->uuid && !names->domain))
			continue;
		tables_add_word(t, table, table_cell(vms, row, vm));
		tables_add_word(t, table, names->name);
		tables_add_word(t, table, names->uuid);
		tables_add_word(t, table, names->domain);
	}
	free(pids);
}
