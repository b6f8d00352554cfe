/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * folder.h - the module's files in a folder: this host's, or a copy.
 */
#ifndef KVMTRAP_FOLDER_H
#define KVMTRAP_FOLDER_H

#include <stdbool.h>

#include "input/table.h"

/*
 * folder_read - the tables of @dir, all from one reading of the module where it
 *		 has them; of this host, if it is @live, also its name, the time and
 *		 the names of its VMs
 *
 * False, errno, and in @missing which file it was, to be freed.
 */
bool folder_read(struct tables *t, const char *dir, bool live, char **missing);

#endif
