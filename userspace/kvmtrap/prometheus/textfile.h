/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * textfile.h - the folder from which node_exporter reads metrics of other programs.
 */
#ifndef KVMTRAP_TEXTFILE_H
#define KVMTRAP_TEXTFILE_H

/**
 * textfile_path() - Find the file that node_exporter's textfile collector will read.
 *
 * Dies if none of the usual folders is there: where nobody reads, metrics would be missed
 * silently.
 *
 * Return: the path of kvmtrap.prom in the collector's folder, for messages.
 */
const char *textfile_path(void);

/*
 * Return: a path by which that file can be written, to be freed. The user of node_exporter may
 * exchange the folder for a link, which is not followed.
 */
char *textfile_place(void);

#endif
