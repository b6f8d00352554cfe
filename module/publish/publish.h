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

#include <linux/seq_file.h>

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
 * to stay.
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

struct reading;

/* Prints one file, but for its first line, from @r. 0 or -errno. */
typedef int (*show_fn)(struct seq_file *m, const struct reading *r);

/**
 * publish_show_summary() - print the totals of the host
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_summary(struct seq_file *m, const struct reading *r);

/**
 * publish_show_vms() - print the totals of each VM
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0 or -ENOMEM.
 */
int publish_show_vms(struct seq_file *m, const struct reading *r);

/**
 * publish_show_vcpus() - print the totals of each vCPU
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_vcpus(struct seq_file *m, const struct reading *r);

/**
 * publish_show_reasons() - print the exits of each vCPU, by reason
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_reasons(struct seq_file *m, const struct reading *r);

/**
 * publish_show_userspace() - print why KVM_RUN returned, by vCPU
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_userspace(struct seq_file *m, const struct reading *r);

/**
 * publish_show_times() - print where each vCPU's time went
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_times(struct seq_file *m, const struct reading *r);

/**
 * publish_show_handling() - print how long exits took to handle, by reason
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_handling(struct seq_file *m, const struct reading *r);

/**
 * publish_show_latency() - print how many exits took how long to handle
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_latency(struct seq_file *m, const struct reading *r);

/**
 * publish_show_hot() - print what exactly vCPUs trapped on
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0 or -ENOMEM.
 */
int publish_show_hot(struct seq_file *m, const struct reading *r);

/**
 * publish_show_health() - print what was missed, and how the probes do
 * @m: where to
 * @r: what was read
 *
 * Context: process, may sleep, under the registry's readers.
 * Return: 0.
 */
int publish_show_health(struct seq_file *m, const struct reading *r);

#endif
