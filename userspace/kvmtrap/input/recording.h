/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * recording.h - the events kvmtrap_exit of a trace.dat. Each one is an exit.
 */
#ifndef KVMTRAP_RECORDING_H
#define KVMTRAP_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/arch.h"
#include "input/table.h"

struct traced_exit {
	uint64_t time;		/* in ns, by the trace's clock */
	uint64_t ns;		/* how long it took to handle, with time halted; 0: not known */
	uint64_t vm;		/* 0: the vCPU had no record */
	uint32_t vcpu;
	uint16_t reason;	/* for reason_names() */
	bool nested;		/* of a guest of the guest's, where that is told */
};

struct recording {
	enum architecture arch;
	struct traced_exit *exit;	/* in the order of time */
	size_t exits;
	uint64_t missed;	/* events for which the ring buffer had no room */
	bool missed_more;	/* there were more of them: a page did not say how many */
	void *vmms;	/* a tree of command names, by VM: there may be thousands */
};

/**
 * recording_load() - Read the exits of a recording.
 * @r: to be freed with recording_free()
 * @fd: the file, which is closed
 * @path: what to call it in a message
 *
 * Dies if the recording does not know such events; it may have none. Warns if it lacks some.
 */
void recording_load(struct recording *r, int fd, const char *path);

void recording_free(struct recording *r);

/* Note the command name of a thread that ran @vm. The first one is kept. */
void recording_note_comm(struct recording *r, uint64_t vm, const char *comm);

/* Return: of how many of the exits it is not known how long they took. */
size_t recording_untimed(const struct recording *r);

/* Return: that name, or NULL if there is none. */
const char *recording_comm(const struct recording *r, uint64_t vm);

/**
 * recording_add_tables() - Add the tables that the module would have had.
 * @t: where to add summary, vms, vcpus, reasons, handling and latency
 * @r: the recording; the tables are of a module that was loaded for as long as it
 */
void recording_add_tables(struct tables *t, const struct recording *r);

#endif
