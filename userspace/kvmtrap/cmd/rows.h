/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rows.h - the options that choose rows and columns of what is printed, as all commands
 * have them.
 */
#ifndef KVMTRAP_ROWS_H
#define KVMTRAP_ROWS_H

#include <argp.h>

#include "output/shape.h"

/* Parts of an argp parser: --sort alone, or all of them. Their input is a struct shape. */
extern const struct argp sort_argp, rows_argp;

#endif
