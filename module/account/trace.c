// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace.c - see trace_events.h for the events.
 */
#include <linux/build_bug.h>
#include <linux/kprobes.h>
#include <linux/limits.h>
#include <linux/stddef.h>

#define CREATE_TRACE_POINTS
#include "trace.h"

#include "entry_users.h"
#include "exit.h"

static_assert(KVMTRAP_NR_REASONS <= U16_MAX + 1 && KVMTRAP_NR_CLASSES <= U8_MAX + 1);

/* The event has no padding: nobody would set it, and listeners could read it. */
static_assert(offsetof(struct trace_event_raw_kvmtrap_exit, reason) ==
	      offsetofend(struct trace_event_raw_kvmtrap_exit, class));
static_assert(sizeof(struct trace_event_raw_kvmtrap_exit) ==
	      offsetofend(struct trace_event_raw_kvmtrap_exit, reason));

unsigned long account_trace_min_ns __read_mostly;

int account_trace_exit_begins(void)
{
	entry_user_set(ENTRY_FOR_TRACE_EXIT, true);
	static_branch_inc(&account_more_key);
	return 0;
}

void account_trace_exit_ends(void)
{
	static_branch_dec(&account_more_key);
	entry_user_set(ENTRY_FOR_TRACE_EXIT, false);
}

int account_trace_counts_begins(void)
{
	entry_user_set(ENTRY_FOR_TRACE_COUNTS, true);
	static_branch_inc(&account_more_key);
	return 0;
}

void account_trace_counts_ends(void)
{
	static_branch_dec(&account_more_key);
	entry_user_set(ENTRY_FOR_TRACE_COUNTS, false);
}

void account_emit_counts(const struct record *rec)
{
	u64 by_class[KVMTRAP_NR_CLASSES];

	counters_by_class(&rec->c, by_class);
	trace_kvmtrap_counts(rec->vm->number, rec->vcpu_id, by_class);
}
NOKPROBE_SYMBOL(account_emit_counts);

void account_trace_exit(const struct record *rec, int vcpu_id,
			const struct guest_exit *e, int ret, u64 ns)
{
	if (ns >= READ_ONCE(account_trace_min_ns))
		trace_kvmtrap_exit(rec ? rec->vm->number : 0, vcpu_id, e, ret,
				   ns);
	if (rec)
		account_trace_counts(rec);
}
NOKPROBE_SYMBOL(account_trace_exit);
