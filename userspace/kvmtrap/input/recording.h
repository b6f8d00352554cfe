/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * recording.h - the kvmtrap_exit events of a trace.dat, each exit by itself.
 */
#ifndef KVMTRAP_RECORDING_H
#define KVMTRAP_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/table.h"

struct traced_exit {
	uint64_t time;		/* ns of the trace's clock */
	uint64_t ns;		/* that it took to handle, asleep included */
	uint64_t vm;		/* 0: of no record */
	uint32_t vcpu;
	uint8_t reason;		/* index in the list of reasons.h */
};

struct recording {
	struct traced_exit *exit;	/* by time */
	size_t exits;
	uint64_t missed;	/* events that found no room in the ring buffer */
	struct vmm {
		uint64_t vm;
		char comm[17];	/* of a thread that ran it */
	} *vmm;
	size_t vmms;
};

/* Of classes.h, in its order. */
#define NR_CLASSES	6
extern const char *const class_names[NR_CLASSES];

/* The row of the file spread for a time. */
unsigned int spread_row(uint64_t ns);

/* Names of a reason; class is "cpu" to "other", code as in the file reasons. */
struct reason_names {
	const char *class, *code, *name;
};

struct reason_names reason_names(unsigned int reason);

/*
 * Of what is open as @fd, which is closed, and called @path. Ends the program with a
 * message if there are no such events.
 */
void recording_load(struct recording *r, int fd, const char *path);
void recording_free(struct recording *r);

/**
 * recording_add_tables() - Add the tables that the module would have had.
 * @t: where to add summary, vms, vcpus, reasons, handling and spread
 * @r: had the module been loaded for as long as this recording
 */
void recording_add_tables(struct tables *t, const struct recording *r);

#endif
