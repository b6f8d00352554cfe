/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * doctor.h - what kvmtrap doctor finds: of this host, and of the numbers.
 */
#ifndef KVMTRAP_DOCTOR_H
#define KVMTRAP_DOCTOR_H

#include <stdbool.h>
#include <stdio.h>

struct snapshot;

enum verdict { OK, WARN, FAIL };

/* Before the first finding, and after the last. */
void doctor_begin(void);
void doctor_end(void);

/* Write all findings for people; each line begins with @lead. */
void doctor_print(FILE *f, const char *lead);

/**
 * found() - Add a finding.
 * @v: how bad it is; after a FAIL kvmtrap doctor exits with status 1
 * @remedy: what to do about it, or NULL
 * @format: the finding, as for printf()
 */
void found(enum verdict v, const char *remedy, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * check_host() - Find what may hinder counting on this host.
 *
 * Return: true if the module is loaded and debugfs can be looked at: then its files are there.
 */
bool check_host(void);

/**
 * check_live() - Check this host, and its numbers.
 * @s: to be freed with snapshot_free()
 *
 * Return: true; or false, errno and nothing in @s if they cannot be read.
 */
bool check_live(struct snapshot *s);

#endif
