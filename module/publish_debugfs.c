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
	{ "times",	1, show_times },
	{ "handling",	1, show_handling },
	{ "spread",	1, show_spread },
	{ "hot",	1, show_hot },
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

static int refuse(const char *what, int err)
{
	/* What ENOENT and ENODEV say of a module is something else. */
	if (err == -ENOENT || err == -ENODEV)
		err = -EPERM;
	pr_err("cannot make %s in debugfs: %s (error %d)\n", what,
	       err == -ENOMEM ? "out of memory" : err == -EEXIST ? "it exists" :
	       "is it switched off (CONFIG_DEBUG_FS, debugfs=off or no-mount)?",
	       err);
	return err;
}

int publish(void)
{
	unsigned int i;

	folder = debugfs_create_dir("kvmtrap", NULL);
	if (IS_ERR(folder))
		return refuse("kvmtrap/", PTR_ERR(folder));
	for (i = 0; i < ARRAY_SIZE(file_kinds); i++) {
		const struct file_kind *kind = &file_kinds[i];
		struct dentry *file = debugfs_create_file(kind->name, 0444, folder,
							  (void *)kind, &file_ops);

		if (IS_ERR(file)) {
			unpublish();
			return refuse(kind->name, PTR_ERR(file));
		}
	}
	return 0;
}

void unpublish(void)
{
	debugfs_remove(folder);
	folder = NULL;
}
