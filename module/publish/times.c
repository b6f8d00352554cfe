// SPDX-License-Identifier: GPL-2.0-only
/*
 * times.c - the files that show times: times, handling, latency. They
 * have no rows while times are off.
 */
#include "publish.h"
#include "rows.h"

static u64 row_ticks(const struct row *row, unsigned int first, unsigned int n)
{
	u64 ticks = 0;

	while (n--)
		ticks += row->times.ticks[first++];
	return ticks;
}

static const char *state_name(const struct row *row)
{
	unsigned int state = STATE_INDEX(row->times.state);

	if (record_is_kept(row->rec))
		return "ended";
	if (!row->times.known)
		return "-";
	if (state == TIME_GUEST)
		return "guest";
	if (state == TIME_HALTED)
		return "halted";
	return state >= TIME_VMM ? "vmm" : "kernel";
}

static void times_row(struct seq_file *m, const struct row *row)
{
	u64 guest, halted, kernel, vmm;

	if (!row->timed)
		return;
	guest = row_ticks(row, TIME_GUEST, 1);
	halted = row_ticks(row, TIME_HALTED, 1);
	kernel = row_ticks(row, TIME_HANDLING, KVMTRAP_NR_HANDLINGS) +
		 row->handling_now;
	vmm = row_ticks(row, TIME_VMM, KVMTRAP_NR_RETURNS);

	publish_vm_vcpu(m, row->rec);
	seq_printf(m, " %-7s %16llu %16llu %16llu %16llu %16llu %16llu\n",
		   state_name(row), times_ns(guest), times_ns(kernel),
		   times_ns(halted), times_ns(vmm),
		   times_ns(guest + kernel + halted + vmm),
		   times_ns(row->times.unsure));
}

int publish_show_times(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %-7s %16s %16s %16s %16s %16s %16s\n", "vm",
		   "vcpu", "now", "guest_ns", "kernel_ns", "halted_ns",
		   "vmm_ns", "total_ns", "unsure_ns");
	publish_show_rows(m, r, times_row);
	return 0;
}

static void handling_put(struct seq_file *m, const struct row *row,
			 unsigned int handling, u64 exits)
{
	const struct kvmtrap_reason_info *info = arch_handling(handling);

	publish_vm_vcpu(m, row->rec);
	seq_printf(m, " %-6s %-8s %-14s %10llu %16llu\n",
		   kvmtrap_class_names[info->class], info->code, info->name,
		   exits, times_ns(row->times.ticks[TIME_HANDLING + handling]));
}

static void handling_row(struct seq_file *m, const struct row *row)
{
	u64 exits[KVMTRAP_NR_HANDLINGS] = { 0 };
	int i;

	if (!row->timed)
		return;
	for (i = 0; i < KVMTRAP_NR_REASONS; i++)
		exits[arch_handling_of(i)] += row->c.exits[i];
	for (i = 0; i < KVMTRAP_NR_HANDLINGS; i++) {
		if (exits[i])
			handling_put(m, row, i, exits[i]);
	}
}

int publish_show_handling(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %-6s %-8s %-14s %10s %16s\n", "vm", "vcpu",
		   "class", "code", "reason", "exits", "kernel_ns");
	publish_show_rows(m, r, handling_row);
	return 0;
}

static void latency_row(struct seq_file *m, const struct row *row)
{
	int class, i;

	for (class = 0; class < TIME_LATENCIES; class++) {
		for (i = 0; i < LATENCY_BUCKETS; i++) {
			u64 from = i ? 1ull << (LATENCY_FIRST_LOG2 + i - 1) : 0;

			if (!row->latency[class][i])
				continue;
			publish_vm_vcpu(m, row->rec);
			seq_printf(m, " %-6s %10llu", kvmtrap_class_names[class],
				   from);
			if (i < LATENCY_BUCKETS - 1)
				seq_printf(m, " %10llu",
					   1ull << (LATENCY_FIRST_LOG2 + i));
			else
				seq_printf(m, " %10s", "-");
			seq_printf(m, " %10llu\n", row->latency[class][i]);
		}
	}
}

int publish_show_latency(struct seq_file *m, const struct reading *r)
{
	seq_printf(m, "%6s %5s %-6s %10s %10s %10s\n", "vm", "vcpu", "class",
		   "from_ns", "below_ns", "exits");
	publish_show_rows(m, r, latency_row);
	return 0;
}
