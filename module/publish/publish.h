/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * publish.h - the files in debugfs kvmtrap/.
 *
 * Every file is text: a line "kvmtrap NAME VERSION", a line with the names of
 * the columns, then one row per line, columns parted by blanks. A value that
 * does not apply is "-". New columns or rows bump the version. All numbers
 * are decimal counts since load or the last reset, if not said otherwise.
 * The text is made when a file is opened: what one open file gives is one
 * snapshot.
 */
#ifndef KVMTRAP_PUBLISH_H
#define KVMTRAP_PUBLISH_H

/**
 * publish() - make the folder
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log that says
 * why.
 */
int publish(void);

/**
 * publish_files() - make the files in the folder
 *
 * It comes last of all, since a file that somebody has opened needs the module
 * to stay. None can be opened before all are there.
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log that says
 * why.
 */
int publish_files(void);

/**
 * unpublish() - remove the folder and what is in it
 *
 * Context: process, may sleep.
 */
void unpublish(void);

struct table;

/* The tables, each of which is a file. rows.h says what a table is. */
extern const struct table publish_handling, publish_health, publish_hot;
extern const struct table publish_latency, publish_reasons, publish_summary;
extern const struct table publish_times, publish_userspace, publish_vcpus;
extern const struct table publish_vms;

#endif
