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

/* The folder. 0, or a negative errno after one line in the kernel log that says why. */
int publish(void);

/*
 * What is in it: last of all, since a file that somebody has opened needs the
 * module to stay. The same answer.
 */
int publish_files(void);
void unpublish(void);

struct reading;

/* Prints one file, but for its first line, from @r. 0 or -errno. */
typedef int (*show_fn)(struct seq_file *m, const struct reading *r);

int publish_show_summary(struct seq_file *m, const struct reading *r);
int publish_show_vms(struct seq_file *m, const struct reading *r);
int publish_show_vcpus(struct seq_file *m, const struct reading *r);
int publish_show_reasons(struct seq_file *m, const struct reading *r);
int publish_show_userspace(struct seq_file *m, const struct reading *r);
int publish_show_times(struct seq_file *m, const struct reading *r);
int publish_show_handling(struct seq_file *m, const struct reading *r);
int publish_show_latency(struct seq_file *m, const struct reading *r);
int publish_show_hot(struct seq_file *m, const struct reading *r);
int publish_show_health(struct seq_file *m, const struct reading *r);

#endif
