/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * folder.h - read the module's files in a folder: this host's, or a copy.
 */
#ifndef KVMTRAP_FOLDER_H
#define KVMTRAP_FOLDER_H

#include <stdbool.h>

#include "input/table.h"

/**
 * folder_read() - Add the tables of a folder.
 * @t: where to add them
 * @dir: the folder
 * @live: @dir is this host's: add the tables of host.h as well
 * @missing: set on failure to the name of the file that could not be read, to be freed
 *
 * All tables are from one reading of the module if the folder has .snapshot.
 *
 * Return: true, or false and errno.
 */
bool folder_read(struct tables *t, const char *dir, bool live, char **missing);

#endif
