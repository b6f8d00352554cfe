// SPDX-License-Identifier: GPL-2.0-only
/*
 * counts.c - the files that show counts of vCPUs and VMs: vms, vcpus, reasons,
 * userspace.
 */
#include <linux/ctype.h>
#include <linux/sched.h>

#include "publish.h"
#include "rows.h"

static void class_columns(struct text *t)
{
	int i;

	text_right(t, 10, "exits");
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		text_right(t, 10, kvmtrap_class_names[i]);
	text_right(t, 10, "io_kernel");
	text_right(t, 10, "io_user");
	text_right(t, 10, "to_user");
	text_right(t, 10, "signal_exits");
	text_right(t, 10, "lost");
	if (ARCH_TELLS_NESTED)
		text_right(t, 10, "nested");
}

static void put_classes(struct text *t, const struct counters *c)
{
	u64 by_class[KVMTRAP_NR_CLASSES];
	int i;

	counters_by_class(c, by_class);
	text_number(t, 10, counters_exits(c));
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		text_number(t, 10, by_class[i]);
	text_number(t, 10, counters_io(c, KVMTRAP_IO_KERNEL));
	text_number(t, 10, counters_io(c, KVMTRAP_IO_USER));
	text_number(t, 10, c->to_user);
	text_number(t, 10, c->returns[KVMTRAP_RET_SIGNAL]);
	text_number(t, 10, c->lost);
	if (ARCH_TELLS_NESTED)
		text_number(t, 10, c->nested);
	text_end(t);
}

/*
 * A VMM chooses its name: nothing of it may look like a column or a row of
 * ours, or steer the terminal. What is no plain character shows in octal, all but ASCII
 * as well: isgraph() is of Latin-1, and the name may be of any bytes, or cut short.
 */
static void put_comm(struct text *t, const struct vm *vm)
{
	char name[4 * TASK_COMM_LEN + 1], *to = name;
	const char *from;

	for (from = vm->comm; *from; from++) {
		unsigned char c = *from;

		if (isascii(c) && isgraph(c) && c != '\\') {
			*to++ = c;
			continue;
		}
		*to++ = '\\';
		*to++ = '0' + (c >> 6);
		*to++ = '0' + (c >> 3 & 7);
		*to++ = '0' + (c & 7);
	}
	*to = '\0';
	text_left(t, 15, *name ? name : "-");
}

static void vcpus_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_right(t, 7, "pid");
	text_right(t, 7, "tid");
	text_right(t, 12, "state");
	text_left(t, 15, "comm");
	class_columns(t);
}

static void vcpus_row(struct text *t, const struct row *row)
{
	const struct record *rec = row->rec;
	bool ended = rec && record_is_kept(rec);

	publish_vm_vcpu(t, rec);
	if (rec)
		text_number(t, 7, rec->vm->pid);
	else
		text_right(t, 7, "-");
	if (rec && !ended)
		text_number(t, 7, READ_ONCE(rec->tid));
	else
		text_right(t, 7, "-");
	text_right(t, 12, ended ? "ended" : rec ? "live" : "unattributed");
	if (rec)
		put_comm(t, rec->vm);
	else
		text_left(t, 15, "-");
	put_classes(t, &row->c);
}

const struct table publish_vcpus = {
	.name = "vcpus",
	.version = 1,
	.reads = READ_COUNTS | READ_IN_ORDER,
	.head = vcpus_head,
	.row = vcpus_row,
};

static void reasons_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_left(t, 6, "class");
	text_left(t, 8, "code");
	text_left(t, 14, "reason");
	text_right(t, 10, "exits");
}

static void reasons_row(struct text *t, const struct row *row)
{
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		const struct kvmtrap_reason_info *r = arch_reason(i);

		if (!row->c.exits[i])
			continue;
		publish_vm_vcpu(t, row->rec);
		text_left(t, 6, kvmtrap_class_names[r->class]);
		text_left(t, 8, r->code);
		text_left(t, 14, r->name);
		text_number(t, 10, row->c.exits[i]);
		text_end(t);
	}
}

const struct table publish_reasons = {
	.name = "reasons",
	.version = 1,
	.reads = READ_COUNTS | READ_IN_ORDER,
	.head = reasons_head,
	.row = reasons_row,
};

static void userspace_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_right(t, 11, "exit_reason");
	text_left(t, 15, "reason");
	text_right(t, 10, "returns");
	text_right(t, 16, "vmm_ns");
}

static void userspace_row(struct text *t, const struct row *row)
{
	int i;

	for (i = 0; i < KVMTRAP_NR_RETURNS; i++) {
		const struct kvmtrap_return_info *r = &kvmtrap_returns[i];

		/* A return from before a reset still takes time after it. */
		if (!row->c.returns[i] &&
		    !(row->timed && row->times.ticks[TIME_VMM + i]))
			continue;
		publish_vm_vcpu(t, row->rec);
		if (r->number >= 0)
			text_number(t, 11, r->number);
		else
			text_right(t, 11, "-");
		text_left(t, 15, r->name);
		text_number(t, 10, row->c.returns[i]);
		if (row->timed)
			text_number(t, 16, times_ns(row->times.ticks[TIME_VMM + i]));
		else
			text_right(t, 16, "-");
		text_end(t);
	}
}

const struct table publish_userspace = {
	.name = "userspace",
	.version = 1,
	.reads = READ_COUNTS | READ_TIMES | READ_IN_ORDER,
	.head = userspace_head,
	.row = userspace_row,
};

static void vms_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 7, "pid");
	text_right(t, 5, "vcpus");
	text_right(t, 6, "state");
	text_left(t, 15, "comm");
	class_columns(t);
}

static void vms_row(struct text *t, const struct vm_rows *rows)
{
	text_number(t, 6, rows->vm->number);
	text_number(t, 7, rows->vm->pid);
	text_number(t, 5, rows->live);
	text_right(t, 6, rows->live ? "live" : "ended");
	put_comm(t, rows->vm);
	put_classes(t, &rows->c);
}

const struct table publish_vms = {
	.name = "vms",
	.version = 1,
	.reads = READ_VMS | READ_IN_ORDER,
	.head = vms_head,
	.vm = vms_row,
};
