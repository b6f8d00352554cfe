/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * agree.h - check that the numbers of the tables add up. Those of one table always do.
 * Those of all tables do if the tables are of one moment.
 */
#ifndef WALK_AGREE_H
#define WALK_AGREE_H

#include "table.h"

/* Calls wrong() and returns false if they do not. */
bool table_adds_up(const struct table *t);
bool tables_agree(const struct table tables[NR_TABLES]);

#endif
