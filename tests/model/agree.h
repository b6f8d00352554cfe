/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * agree.h - the tables add up: each in itself, whenever it is read; all with
 * each other, when they are of one moment.
 */
#ifndef WALK_AGREE_H
#define WALK_AGREE_H

#include "table.h"

/* wrong() and false if not. */
bool table_adds_up(const struct table *t);
bool tables_agree(const struct table tables[NR_TABLES]);

#endif
