// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmm.c - see vmm.h.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input/cmdline.h"
#include "input/vmm.h"
#include "util/clock.h"
#include "util/die.h"
#include "util/file_text.h"

#define ASKED_AGAIN_AFTER (60 * 1000000000ll)

struct vmm {
	char *pid;
	char *started;		/* a PID may have been given to another process since */
	int64_t not_before;	/* it did not answer at once, and is asked again from then on */
	struct vmm_names names;
};

/* In the order of by_pid(). */
static struct vmm *known;
static size_t nr_known;

static void free_vmm(struct vmm *vmm)
{
	free(vmm->pid);
	free(vmm->started);
	vmm_names_free(&vmm->names);
}

/* Return when a process was started, in the kernel's ticks; "" if it has ended. */
static char *start_of(const char *pid)
{
	char *path = xasprintf("/proc/%s/stat", pid), *stat = file_text(path), *started;
	const char *at = stat ? strrchr(stat, ')') : NULL;
	unsigned int field;

	/* The name in brackets is the second field. */
	for (field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	started = xasprintf("%.*s", at ? (int)strcspn(at + 1, " ") : 0, at ? at + 1 : "");
	free(path);
	free(stat);
	return started;
}

static int by_pid(const void *a, const void *b)
{
	return strcmp(((const struct vmm *)a)->pid, ((const struct vmm *)b)->pid);
}

static struct vmm *find(const char *pid)
{
	struct vmm key = { .pid = (char *)pid };

	return nr_known ? bsearch(&key, known, nr_known, sizeof(*known), by_pid) : NULL;
}

/* Move what is known of the process that has this PID now; otherwise nothing is. */
static struct vmm take_over(const char *pid)
{
	struct vmm *before = find(pid);
	struct vmm vmm = { .started = start_of(pid) };

	if (before && !strcmp(before->started, vmm.started)) {
		vmm.not_before = before->not_before;
		vmm.names = before->names;
		memset(&before->names, 0, sizeof(before->names));
	}
	vmm.pid = xasprintf("%s", pid);
	return vmm;
}

static void take_answer(struct vmm *vmm, struct cmdline *line)
{
	if (line->how == CMDLINE_LATE || line->how == CMDLINE_HUNG)
		vmm->not_before = clock_ns() + ASKED_AGAIN_AFTER;
	if (!line->args)
		return;
	vmm_names_free(&vmm->names);
	vmm_names_of_args(&vmm->names, line->args, line->size);
	free(line->args);
}

static void say_unasked(const struct cmdline *lines, size_t n)
{
	static bool said;

	for (; n && !said; n--) {
		said = lines[n - 1].how == CMDLINE_UNASKED;
		if (said)
			warn("not all VMMs could be asked what their VMs are called: their commands' "
			     "names are shown");
	}
}

/* Ask those that may be asked now. */
static void ask(struct vmm *vmms, size_t n)
{
	struct cmdline *lines = NULL;
	int64_t now = clock_ns();
	size_t nr_lines = 0, i;

	for (i = 0; i < n; i++) {
		if (vmms[i].not_before > now)
			continue;
		lines = grow_array(lines, nr_lines, sizeof(*lines));
		lines[nr_lines++].pid = vmms[i].pid;
	}
	if (nr_lines)
		cmdlines_read(lines, nr_lines);
	say_unasked(lines, nr_lines);
	for (i = nr_lines = 0; i < n; i++) {
		if (vmms[i].not_before <= now)
			take_answer(&vmms[i], &lines[nr_lines++]);
	}
	free(lines);
}

void vmms_ask(const char *const *pids, size_t n)
{
	struct vmm *vmms = NULL;
	size_t nr_vmms = 0, i;

	for (i = 0; i < n; i++) {
		vmms = grow_array(vmms, i, sizeof(*vmms));
		vmms[i] = (struct vmm) { .pid = (char *)pids[i] };
	}
	if (n)
		qsort(vmms, n, sizeof(*vmms), by_pid);
	for (i = 0; i < n; i++) {
		/* A VMM may have several VMs. */
		if (nr_vmms && !strcmp(vmms[nr_vmms - 1].pid, vmms[i].pid))
			continue;
		vmms[nr_vmms++] = take_over(vmms[i].pid);
	}
	ask(vmms, nr_vmms);
	for (i = 0; i < nr_known; i++)
		free_vmm(&known[i]);
	free(known);
	known = vmms;
	nr_known = nr_vmms;
}

const struct vmm_names *vmm_names_of_pid(const char *pid)
{
	static const struct vmm_names none;
	const struct vmm *vmm = find(pid);

	return vmm ? &vmm->names : &none;
}
