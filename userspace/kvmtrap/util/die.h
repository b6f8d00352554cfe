/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * die.h - one line that says what is wrong and what to do, and the status to
 * end with.
 */
#ifndef KVMTRAP_DIE_H
#define KVMTRAP_DIE_H

#include <stddef.h>
#include <stdio.h>

/* Exit statuses, documented in kvmtrap(1). */
enum {
	STATUS_OK,
	STATUS_FAILED,	/* the host, a file or a tool would not */
	STATUS_USAGE,	/* the command line is wrong */
};

/* "kvmtrap: MESSAGE" */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, and the end with STATUS_FAILED. */
void die(const char *format, ...)
	__attribute__((format(printf, 1, 2), noreturn));

/* Called by die() before it writes; NULL to start with. */
extern void (*die_hook)(void);

/* Memory, or the end: @array with room for one more than the @n there are. */
void *grow_array(void *array, size_t n, size_t size);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* All that was written to stdout has arrived; or the end. At the end of all. */
void flush_or_die(FILE *f);

#endif
