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

static const struct file_kind {
	const char *name;
	unsigned int version;
	show_fn show;		/* NULL: all the others, in this order */
} file_kinds[] = {
	/* A shell's * skips a name with a dot, so `cat *` shows each table once. */
	{ ".snapshot" },
	{ "handling",	1, publish_show_handling },
	{ "health",	1, publish_show_health },
	{ "hot",	1, publish_show_hot },
	{ "latency",	1, publish_show_latency },
	{ "reasons",	1, publish_show_reasons },
	{ "summary",	1, publish_show_summary },
	{ "times",	1, publish_show_times },
	{ "userspace",	1, publish_show_userspace },
	{ "vcpus",	1, publish_show_vcpus },
	{ "vms",	1, publish_show_vms },
};

static struct dentry *folder;

/* What an open file gives. */
struct text {
	size_t size;
	char data[];
};

static int publish_show(struct seq_file *m, const struct file_kind *kind,
			const struct reading *r)
{
	unsigned int i;
	int err = 0;

	if (kind->show) {
		seq_printf(m, "kvmtrap %s %u\n", kind->name, kind->version);
		return kind->show(m, r);
	}
	for (i = 0; !err && i < ARRAY_SIZE(file_kinds); i++)
		if (file_kinds[i].show)
			err = publish_show(m, &file_kinds[i], r);
	return err;
}

/* All the text at once, from one reading: in a buffer that fits. */
static struct text *text_of(const struct file_kind *kind,
			    const struct reading *r)
{
	size_t room;

	for (room = PAGE_SIZE; room <= INT_MAX; room *= 2) {
		struct text *text = kvmalloc(sizeof(*text) + room,
					     GFP_KERNEL | __GFP_NOWARN);
		struct seq_file m = { .buf = text ? text->data : NULL, .size = room };
		int err;

		if (!text)
			break;
		err = publish_show(&m, kind, r);
		text->size = m.count;
		if (!err && !seq_has_overflowed(&m))
			return text;
		kvfree(text);
		if (err)
			return ERR_PTR(err);
	}
	return ERR_PTR(-ENOMEM);
}

static int publish_open(struct inode *inode, struct file *file)
{
	struct text *text = ERR_PTR(-ENOMEM);
	struct probes probes;
	struct reading *r;

	/* Probes first: the controls take attach_lock, then `readers`. */
	attach_probes(&probes);
	registry_read_begin();
	r = publish_reading_make(&probes);
	if (r)
		text = text_of(inode->i_private, r);
	kvfree(r);
	registry_read_end();
	if (IS_ERR(text))
		return PTR_ERR(text);
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
	kvfree(file->private_data);
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

int publish_files(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(file_kinds); i++) {
		const struct file_kind *kind = &file_kinds[i];
		struct dentry *file = debugfs_create_file(kind->name, 0400, folder,
							  (void *)kind, &file_ops);

		if (IS_ERR(file))
			return publish_refuse(kind->name, PTR_ERR(file));
	}
	return 0;
}

void unpublish(void)
{
	debugfs_remove(folder);
	folder = NULL;
}
