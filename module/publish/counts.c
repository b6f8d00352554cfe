// SPDX-License-Identifier: GPL-2.0-only
/*
 * counts.c - the files that show counts: summary, vms, vcpus,
 * reasons, userspace.
 */
#include <linux/ctype.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "publish.h"
#include "rows.h"

static void put_count(struct seq_file *m, u64 n)
{
	seq_printf(m, " %10llu", n);
}

static void put_class_columns(struct seq_file *m)
{
	int i;

	seq_printf(m, " %10s", "exits");
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		seq_printf(m, " %10s", kvmtrap_class_names[i]);
	seq_printf(m, " %10s %10s %10s %10s %10s\n", "io_kernel", "io_user",
		   "to_user", "signal_exits", "lost");
}

static void put_classes(struct seq_file *m, const struct counters *c)
{
	u64 by_class[KVMTRAP_NR_CLASSES];
	int i;

	counters_by_class(c, by_class);
	put_count(m, counters_exits(c));
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		put_count(m, by_class[i]);
	put_count(m, counters_io(c, KVMTRAP_IO_KERNEL));
	put_count(m, counters_io(c, KVMTRAP_IO_USER));
	put_count(m, c->to_user);
	put_count(m, c->returns[KVMTRAP_RET_SIGNAL]);
	put_count(m, c->lost);
	seq_putc(m, '\n');
}

/*
 * A VMM chooses its name: nothing of it may look like a column or a row of
 * ours, or steer the terminal. What is no plain character shows in octal.
 */
static void put_comm(struct seq_file *m, const struct vm *vm)
{
	char name[4 * TASK_COMM_LEN + 1];
	const char *c;
	int n = 0;

	for (c = vm->comm; *c; c++)
		n += sprintf(name + n, isgraph(*c) && *c != '\\' ? "%c" : "\\%03o",
			     (unsigned char)*c);
	seq_printf(m, " %-15s", n ? name : "-");
}

static void vcpus_row(struct seq_file *m, const struct row *row)
{
	const struct record *rec = row->rec;

	publish_vm_vcpu(m, rec);
	if (!rec)
		seq_printf(m, " %7s %7s %12s %-15s", "-", "-", "unattributed",
			   "-");
	else if (record_is_kept(rec))
		seq_printf(m, " %7d %7s %12s", rec->vm->pid, "-", "ended");
	else
		seq_printf(m, " %7d %7d %12s", rec->vm->pid,
			   READ_ONCE(rec->tid), "live");
	if (rec)
		put_comm(m, rec->vm);
	put_classes(m, &row->c);
}

static void reasons_row(struct seq_file *m, const struct row *row)
{
	int i;

	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		const struct kvmtrap_reason_info *r = arch_reason(i);

		if (!row->c.exits[i])
			continue;
		publish_vm_vcpu(m, row->rec);
		seq_printf(m, " %-6s %-8s %-14s %10llu\n",
			   kvmtrap_class_names[r->class], r->code, r->name,
			   row->c.exits[i]);
	}
}

static void userspace_row(struct seq_file *m, const struct row *row)
{
	int i;

	for (i = 0; i < KVMTRAP_NR_RETURNS; i++) {
		if (!row->c.returns[i])
			continue;
		publish_vm_vcpu(m, row->rec);
		if (kvmtrap_returns[i].number >= 0)
			seq_printf(m, " %11d", kvmtrap_returns[i].number);
		else
			seq_printf(m, " %11s", "-");
		seq_printf(m, " %-15s %10llu", kvmtrap_returns[i].name,
			   row->c.returns[i]);
		if (row->timed)
			seq_printf(m, " %16llu\n",
				   times_ns(row->times.ticks[TIME_VMM + i]));
		else
			seq_printf(m, " %16s\n", "-");
	}
}

int publish_show_vcpus(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %7s %7s %12s %-15s", "vm", "vcpu", "pid", "tid",
		   "state", "comm");
	put_class_columns(m);
	publish_show_rows(m, r, vcpus_row);
	return 0;
}

int publish_show_reasons(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %-6s %-8s %-14s %10s\n", "vm", "vcpu", "class",
		   "code", "reason", "exits");
	publish_show_rows(m, r, reasons_row);
	return 0;
}

int publish_show_userspace(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %11s %-15s %10s %16s\n", "vm", "vcpu",
		   "exit_reason", "reason", "returns", "vmm_ns");
	publish_show_rows(m, r, userspace_row);
	return 0;
}

static void vms_row(struct seq_file *m, const struct vm *vm, unsigned int live,
		    const struct counters *c)
{
	seq_printf(m, "%6llu %7d %5u %6s", vm->number, vm->pid, live,
		   live ? "live" : "ended");
	put_comm(m, vm);
	put_classes(m, c);
}

int publish_show_vms(struct seq_file *m, const struct reading *r)
{
	struct counters *c = kmalloc(sizeof(*c), GFP_KERNEL);
	unsigned int n = 0;

	if (!c)
		return -ENOMEM;
	seq_printf(m, "%6s %7s %5s %6s %-15s", "vm", "pid", "vcpus", "state",
		   "comm");
	put_class_columns(m);
	while (n < r->n && !seq_has_overflowed(m)) {
		const struct vm *vm = r->rows[n].rec->vm;
		unsigned int live = 0;

		memset(c, 0, sizeof(*c));
		for (; n < r->n && r->rows[n].rec->vm == vm; n++) {
			counters_add(c, &r->rows[n].c);
			live += !record_is_kept(r->rows[n].rec);
		}
		vms_row(m, vm, live, c);
	}
	kfree(c);
	return 0;
}

static void summary_row(struct seq_file *m, const char *class, u64 n, u64 total)
{
	/* Hundredths of a percent. */
	u64 share = total ? mul_u64_u64_div_u64(n, 10000, total) : 0;
	u32 hundredths;
	u64 percent = div_u64_rem(share, 100, &hundredths);

	seq_printf(m, "%-10s %14llu %4llu.%02u\n", class, n, percent,
		   hundredths);
}

int publish_show_summary(struct seq_file *m, const struct reading *r)
{
	const struct counters *c = &r->host;
	u64 by_class[KVMTRAP_NR_CLASSES], total = counters_exits(c);
	int i;

	counters_by_class(c, by_class);
	seq_printf(m, "%-10s %14s %7s\n", "class", "exits", "percent");
	for (i = 0; i < KVMTRAP_NR_CLASSES; i++)
		summary_row(m, kvmtrap_class_names[i], by_class[i], total);
	summary_row(m, "total", total, total);
	summary_row(m, "io_kernel", counters_io(c, KVMTRAP_IO_KERNEL), total);
	summary_row(m, "io_user", counters_io(c, KVMTRAP_IO_USER), total);
	summary_row(m, "to_user", c->to_user, total);
	summary_row(m, "lost", c->lost, total);
	return 0;
}
