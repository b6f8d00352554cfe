/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace.h - from account to the tracepoints; next to nothing while
 * nobody listens.
 */
#ifndef KVMTRAP_ACCOUNT_TRACE_H
#define KVMTRAP_ACCOUNT_TRACE_H

#include "registry/registry.h"
#include "trace_events.h"

/* Does anybody want to hear of this exit? */
static __always_inline bool account_trace_wanted(void)
{
	return trace_kvmtrap_exit_enabled() || trace_kvmtrap_counts_enabled();
}

/* Only exits that took so long to handle; 0: all. */
extern unsigned long account_trace_min_ns;

/* @rec is NULL when the vCPU has no record; @ns: the handling took. */
void account_trace_exit(const struct record *rec, int vcpu_id,
			const struct guest_exit *e, int ret, u64 ns);

void account_emit_counts(const struct record *rec);

static __always_inline void account_trace_counts(const struct record *rec)
{
	if (trace_kvmtrap_counts_enabled())
		account_emit_counts(rec);
}

#endif
