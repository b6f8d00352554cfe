/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * history.h - the rates of VMs and vCPUs in the last intervals.
 */
#ifndef KVMTRAP_HISTORY_H
#define KVMTRAP_HISTORY_H

#include "input/snapshot.h"

#define HISTORY	16

struct history {
	unsigned int n;		/* intervals so far */
	size_t rows;
	struct history_row {
		char key[48];	/* "VM", or "VM vCPU" */
		double rate[HISTORY];
	} *row;			/* in the order of their keys */
};

/* Add an interval: the exits of each VM and vCPU from @a to @b, per second. */
void history_add(struct history *h, const struct snapshot *a, const struct snapshot *b);

/**
 * history_draw() - Draw the rates of a row, the oldest first.
 * @h: the history
 * @vm: the VM
 * @vcpu: its vCPU, or NULL
 * @pictures: the terminal has block characters
 * @buf: for the text, one character for each interval; the highest is the row's own
 */
void history_draw(const struct history *h, const char *vm, const char *vcpu, bool pictures,
		  char buf[4 * HISTORY]);

void history_free(struct history *h);

#endif
