/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace.h - fires the module's tracepoints, which cost next to nothing while nobody
 * listens.
 */
#ifndef KVMTRAP_ACCOUNT_TRACE_H
#define KVMTRAP_ACCOUNT_TRACE_H

#include "registry/registry.h"
#include "trace_events.h"

/**
 * account_trace_wanted() - does anybody want to hear of this exit?
 *
 * Context: any; a branch that is patched, nothing is read.
 * Return: true if one of the tracepoints has a listener.
 */
static __always_inline bool account_trace_wanted(void)
{
	return trace_kvmtrap_exit_enabled() || trace_kvmtrap_counts_enabled();
}

/* kvmtrap_exit fires only for exits that took so long to handle; 0: for all. */
extern unsigned long account_trace_min_ns;

/**
 * account_trace_exit() - tell the listeners of an exit that KVM has handled
 * @rec: the record of the vCPU, or NULL if it has none
 * @vcpu_id: its number in its VM
 * @e: the exit
 * @ret: what handling it returned
 * @ns: how long it took; less than account_trace_min_ns is not told
 *
 * Context: handler, preemption off; takes no lock.
 */
void account_trace_exit(const struct record *rec, int vcpu_id,
			const struct guest_exit *e, int ret, u64 ns);

/**
 * account_emit_counts() - tell the listeners what a vCPU has counted
 * @rec: its record
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 */
void account_emit_counts(const struct record *rec);

/**
 * account_trace_counts() - account_emit_counts() if anybody listens
 * @rec: the record of the vCPU
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 */
static __always_inline void account_trace_counts(const struct record *rec)
{
	if (trace_kvmtrap_counts_enabled())
		account_emit_counts(rec);
}

#endif
