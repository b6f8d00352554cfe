/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * die.h - messages, exit statuses, and functions that end the program if they fail.
 *
 * A message is one line that says what is wrong and what to do about it.
 */
#ifndef KVMTRAP_DIE_H
#define KVMTRAP_DIE_H

#include <stddef.h>
#include <stdio.h>

/* Exit statuses; kvmtrap(1) documents them. */
enum {
	STATUS_OK,
	STATUS_FAILED,	/* something failed: the host, a file or a tool */
	STATUS_USAGE,	/* the command line is wrong */
};

/* Print "kvmtrap: MESSAGE" to stderr. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print "kvmtrap: MESSAGE" to stderr, and exit with STATUS_FAILED. */
void die(const char *format, ...)
	__attribute__((format(printf, 1, 2), noreturn));

/* die() calls it before it prints, unless it is NULL. */
extern void (*die_hook)(void);

/**
 * grow_array() - Make room for one more member.
 * @array: NULL, or what grow_array() returned
 * @n: how many members it has
 * @size: of a member
 *
 * Dies if there is no memory.
 *
 * Return: the array, which may have moved.
 */
void *grow_array(void *array, size_t n, size_t size);

/* Like asprintf(), but returns the text; dies if there is no memory. */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Flush @f; die if anything that was written to it could not be written. */
void flush_or_die(FILE *f);

#endif
