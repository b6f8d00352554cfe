/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * doctor.h - the two halves of kvmtrap doctor: this host, and the numbers.
 */
#ifndef KVMTRAP_DOCTOR_H
#define KVMTRAP_DOCTOR_H

#include <stdbool.h>

enum verdict { OK, WARN, FAIL };

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
 * Return: true if the module is loaded.
 */
bool check_host(void);

#endif
