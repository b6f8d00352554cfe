/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * parameter.h - the module's parameters, at run time.
 */
#ifndef KVMTRAP_PARAMETER_H
#define KVMTRAP_PARAMETER_H

#include <stdbool.h>

#define PARAMETERS	"/sys/module/kvmtrapcount/parameters"

/* Return: what a parameter is, to be freed; NULL, and errno, if it cannot be read. */
char *parameter_read(const char *name);

/* Return: true; false, and errno, if the kernel or the module refuses it. */
bool parameter_write(const char *name, const char *value);

#endif
