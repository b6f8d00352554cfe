// SPDX-License-Identifier: GPL-2.0-only
/*
 * debugfs.c - the folder kvmtrap/ and what is in it.
 *
 * Mode 0400 without ioctl or mmap: these stay readable under lockdown. What
 * guests do is nobody's business but root's, even where debugfs itself is open
 * to others.
 */
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "attach/attach.h"
#include "publish.h"
#include "rows.h"

static const struct table *const tables[] = {
	&publish_handling, &publish_health, &publish_hot, &publish_latency,
	&publish_reasons, &publish_summary, &publish_times, &publish_userspace,
	&publish_vcpus, &publish_vms,
};

static struct dentry *folder;

/*
 * Set when nothing is left at which loading could fail: it must not fail once a file is
 * open.
 */
static bool all_there;

/* The text is made at once, from one reading: an open file does not change. */
static int publish_open(struct inode *inode, struct file *file)
{
	const struct table *only = inode->i_private;
	struct output outputs[ARRAY_SIZE(tables)];
	unsigned int i, n = only ? 1 : ARRAY_SIZE(tables);
	struct text *text;
	int err;

	/* As if it were not there yet. */
	if (!READ_ONCE(all_there))
		return -ENOENT;
	text = kzalloc(sizeof(*text), GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		outputs[i] = (struct output) { .table = only ?: tables[i] };
	err = publish_print(outputs, n);
	for (i = 0; i < n; i++)
		text_append(text, &outputs[i].text);
	if (text->failed)
		err = -ENOMEM;
	if (err) {
		kvfree(text->data);
		kfree(text);
		return err;
	}
	file->private_data = text;
	return 0;
}

static ssize_t publish_read(struct file *file, char __user *to, size_t n, loff_t *at)
{
	const struct text *text = file->private_data;

	return simple_read_from_buffer(to, n, at, text->data, text->size);
}

static loff_t publish_seek(struct file *file, loff_t offset, int whence)
{
	const struct text *text = file->private_data;

	return generic_file_llseek_size(file, offset, whence, INT_MAX, text->size);
}

static int publish_release(struct inode *inode, struct file *file)
{
	struct text *text = file->private_data;

	kvfree(text->data);
	kfree(text);
	return 0;
}

static const struct file_operations file_ops = {
	.owner		= THIS_MODULE,
	.open		= publish_open,
	.read		= publish_read,
	.llseek		= publish_seek,
	.release	= publish_release,
};

static int publish_refuse(const char *what, int err)
{
	/*
	 * For ENOENT insmod prints "Unknown symbol in module", for ENODEV "No
	 * such device": neither is what went wrong.
	 */
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
	folder = debugfs_create_dir("kvmtrap", NULL);
	return IS_ERR(folder) ? publish_refuse("kvmtrap/", PTR_ERR(folder)) : 0;
}

static int publish_file(const char *name, const struct table *only)
{
	struct dentry *file = debugfs_create_file(name, 0400, folder, (void *)only, &file_ops);

	return IS_ERR(file) ? publish_refuse(name, PTR_ERR(file)) : 0;
}

int publish_files(void)
{
	unsigned int i;
	int err;

	/* All tables. A shell's * skips a name with a dot, so `cat *` shows each table once. */
	err = publish_file(".snapshot", NULL);
	for (i = 0; !err && i < ARRAY_SIZE(tables); i++)
		err = publish_file(tables[i]->name, tables[i]);
	WRITE_ONCE(all_there, !err);
	return err;
}

void unpublish(void)
{
	debugfs_remove(folder);
	folder = NULL;
}
