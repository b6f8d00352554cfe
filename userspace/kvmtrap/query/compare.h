/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * compare.h - two results side by side.
 */
#ifndef KVMTRAP_COMPARE_H
#define KVMTRAP_COMPARE_H

#include "query/result.h"

/**
 * compare_sheet() - Make a sheet of two results of one view.
 * @sheet: to be freed with sheet_free()
 * @r: A and B, with the same keys
 *
 * There is one row for each key that A or B has, with the first value of A, that of
 * B, and by how much B is more.
 */
void compare_sheet(struct sheet *sheet, const struct result r[2]);

#endif
