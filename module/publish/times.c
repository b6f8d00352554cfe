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

static void times_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_left(t, 7, "now");
	text_right(t, 16, "guest_ns");
	text_right(t, 16, "kernel_ns");
	text_right(t, 16, "halted_ns");
	text_right(t, 16, "vmm_ns");
	text_right(t, 16, "total_ns");
	text_right(t, 16, "unsure_ns");
}

static void times_row(struct text *t, const struct row *row)
{
	u64 guest, halted, kernel, vmm;

	if (!row->timed)
		return;
	guest = row_ticks(row, TIME_GUEST, 1);
	halted = row_ticks(row, TIME_HALTED, 1);
	kernel = row_ticks(row, TIME_HANDLING, KVMTRAP_NR_HANDLINGS) +
		 row->handling_now;
	vmm = row_ticks(row, TIME_VMM, KVMTRAP_NR_RETURNS);

	publish_vm_vcpu(t, row->rec);
	text_left(t, 7, state_name(row));
	text_number(t, 16, times_ns(guest));
	text_number(t, 16, times_ns(kernel));
	text_number(t, 16, times_ns(halted));
	text_number(t, 16, times_ns(vmm));
	text_number(t, 16, times_ns(guest + kernel + halted + vmm));
	text_number(t, 16, times_ns(row->times.unsure));
	text_end(t);
}

const struct table publish_times = {
	.name = "times",
	.version = 1,
	.reads = READ_TIMES | READ_IN_ORDER,
	.head = times_head,
	.row = times_row,
};

static void handling_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_left(t, 6, "class");
	text_left(t, 8, "code");
	text_left(t, 14, "reason");
	text_right(t, 10, "exits");
	text_right(t, 16, "kernel_ns");
}

static void handling_put(struct text *t, const struct row *row,
			 unsigned int handling, u64 exits)
{
	const struct kvmtrap_reason_info *info = arch_handling(handling);

	publish_vm_vcpu(t, row->rec);
	text_left(t, 6, kvmtrap_class_names[info->class]);
	text_left(t, 8, info->code);
	text_left(t, 14, info->name);
	text_number(t, 10, exits);
	text_number(t, 16, times_ns(row->times.ticks[TIME_HANDLING + handling]));
	text_end(t);
}

static void handling_row(struct text *t, const struct row *row)
{
	u64 exits[KVMTRAP_NR_HANDLINGS] = { 0 };
	int i;

	if (!row->timed)
		return;
	for (i = 0; i < KVMTRAP_NR_REASONS; i++) {
		if (row->c.exits[i])
			exits[arch_handling_of(i)] += row->c.exits[i];
	}
	for (i = 0; i < KVMTRAP_NR_HANDLINGS; i++) {
		/* An exit from before a reset still takes time after it. */
		if (exits[i] || row->times.ticks[TIME_HANDLING + i])
			handling_put(t, row, i, exits[i]);
	}
}

const struct table publish_handling = {
	.name = "handling",
	.version = 1,
	.reads = READ_COUNTS | READ_TIMES | READ_IN_ORDER,
	.head = handling_head,
	.row = handling_row,
};

static void latency_head(struct text *t)
{
	text_right(t, 6, "vm");
	text_right(t, 5, "vcpu");
	text_left(t, 6, "class");
	text_right(t, 10, "from_ns");
	text_right(t, 10, "below_ns");
	text_right(t, 10, "exits");
	text_left(t, 18, "reason");
	text_right(t, 12, "max_ns");
}

static void latency_put(struct text *t, const struct row *row, unsigned int latency,
			unsigned int bucket)
{
	const struct kvmtrap_latency *of = arch_latency(latency);
	const struct latency *l = &row->latency[latency];

	publish_vm_vcpu(t, row->rec);
	text_left(t, 6, kvmtrap_class_names[of->class]);
	text_number(t, 10, LATENCY_FROM(bucket));
	if (bucket < LATENCY_BUCKETS - 1)
		text_number(t, 10, LATENCY_FROM(bucket + 1));
	else
		text_right(t, 10, "-");
	text_number(t, 10, l->exits[bucket]);
	text_left(t, 18, of->reason < KVMTRAP_NR_REASONS ?
			 arch_reason(of->reason)->name : "REST");
	text_number(t, 12, times_ns(l->longest));
	text_end(t);
}

static void latency_row(struct text *t, const struct row *row)
{
	int i, j;

	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++) {
		for (j = 0; j < LATENCY_BUCKETS; j++) {
			if (row->latency[i].exits[j])
				latency_put(t, row, i, j);
		}
	}
}

const struct table publish_latency = {
	.name = "latency",
	.version = 2,
	.reads = READ_LATENCY | READ_IN_ORDER,
	.head = latency_head,
	.row = latency_row,
};
