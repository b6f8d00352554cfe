// SPDX-License-Identifier: GPL-2.0-only
/*
 * publish_debugfs.c - the folder kvmtrap/ and what is in it.
 *
 * Mode 0444 without ioctl or mmap: these stay readable under lockdown.
 */
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/module.h>

#include "publish.h"

static const struct file_kind {
	const char *name;
	unsigned int version;
	int (*show)(struct seq_file *m);
} file_kinds[] = {
	{ "summary",	1, show_summary },
	{ "vms",	1, show_vms },
	{ "vcpus",	1, show_vcpus },
	{ "reasons",	1, show_reasons },
	{ "userspace",	1, show_userspace },
	{ "health",	1, show_health },
};

static struct dentry *folder;

static int show(struct seq_file *m, void *unused)
{
	const struct file_kind *kind = m->private;

	seq_printf(m, "kvmtrap %s %u\n", kind->name, kind->version);
	return kind->show(m);
}

static int open(struct inode *inode, struct file *file)
{
	return single_open(file, show, inode->i_private);
}

static const struct file_operations file_ops = {
	.owner		= THIS_MODULE,
	.open		= open,
	.read		= seq_read,
	.llseek		= seq_lseek,
	.release	= single_release,
};

int publish(void)
{
	unsigned int i;

	folder = debugfs_create_dir("kvmtrap", NULL);
	if (IS_ERR(folder)) {
		int err = PTR_ERR(folder);

		folder = NULL;
		pr_err("cannot make kvmtrap/ in debugfs: is it switched off (CONFIG_DEBUG_FS, debugfs=off)? (error %d)\n",
		       err);
		return err;
	}
	for (i = 0; i < ARRAY_SIZE(file_kinds); i++)
		debugfs_create_file(file_kinds[i].name, 0444, folder,
				    (void *)&file_kinds[i], &file_ops);
	return 0;
}

void unpublish(void)
{
	debugfs_remove(folder);
	folder = NULL;
}
