/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guest.h - guest programs of trapgen, and how long their exits take.
 */
#ifndef KVMTRAP_BENCH_GUEST_H
#define KVMTRAP_BENCH_GUEST_H

#include <stdbool.h>
#include <stddef.h>

struct guest {
	char *trapgen;		/* the program's file */
	int cpu;		/* to run on */
};

/* Return: the trapgen that is installed with this command, to be freed; or NULL. */
char *guest_find_trapgen(void);

enum guest_result { GUEST_DONE, GUEST_IMPOSSIBLE, GUEST_STOPPED };

/**
 * guest_try() - Can this host run the guest program of a kind?
 * @g: where
 * @kind: the kind of exits
 * @why: gets a line that says why not
 * @size: of @why
 *
 * Dies if trapgen fails.
 */
enum guest_result guest_try(const struct guest *g, unsigned int kind, char *why, size_t size);

/**
 * guest_measure() - Measure what an exit takes.
 * @g: where
 * @kind: the kind of exits
 * @ns: set to the CPU time of one exit, with what the guest, and the VMM, do between two
 *
 * What a VM does only once is not in @ns: it is the difference between many passes and
 * one, divided by how many more they are.
 *
 * Return: false if this process is asked to stop (stop.h). Dies if trapgen fails.
 */
bool guest_measure(const struct guest *g, unsigned int kind, double *ns);

#endif
