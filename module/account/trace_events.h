/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace_events.h - the tracepoints kvmtrap:kvmtrap_exit and kvmtrap:kvmtrap_counts.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM kvmtrap

#if !defined(KVMTRAP_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define KVMTRAP_TRACE_H

#include <linux/tracepoint.h>

#include "decode/decode.h"
#include "decode/exit.h"

/**
 * account_trace_exit_begins() - the first listens to kvmtrap_exit
 *
 * Context: process, with the kernel's tracepoints locked.
 * Return: 0.
 */
int account_trace_exit_begins(void);

/**
 * account_trace_exit_ends() - the last no longer listens to kvmtrap_exit
 *
 * Context: process, with the kernel's tracepoints locked.
 */
void account_trace_exit_ends(void);

/**
 * account_trace_counts_begins() - the first listens to kvmtrap_counts
 *
 * Context: process, with the kernel's tracepoints locked.
 * Return: 0.
 */
int account_trace_counts_begins(void);

/**
 * account_trace_counts_ends() - the last no longer listens to kvmtrap_counts
 *
 * Context: process, with the kernel's tracepoints locked.
 */
void account_trace_counts_ends(void);

ARCH_TRACE_ENUMS

#define KVMTRAP_CLASS_PAIR(number, id, name)	{ number, name },

#define show_kvmtrap_class(class) \
	__print_symbolic(class, KVMTRAP_CLASSES(KVMTRAP_CLASS_PAIR) { -1, "" })
#define show_kvmtrap_reason(reason) \
	__print_symbolic(reason, ARCH_TRACE_REASONS { -1, "" })

/*
 * One per exit, when KVM has handled it, which took ns nanoseconds; 0: not known,
 * as the entry to the guest was not seen. vm is 0 where no record could be had. The
 * architecture has further fields.
 */
TRACE_EVENT_FN(kvmtrap_exit,
	TP_PROTO(u64 vm, int vcpu, const struct guest_exit *e, int ret, u64 ns),
	TP_ARGS(vm, vcpu, e, ret, ns),

	TP_STRUCT__entry(
		__field(u64, vm)
		__field(u64, ns)
		__field(u32, vcpu)
		__field(int, ret)
		ARCH_TRACE_FIELDS
		__field(u8, class)
		__field(u16, reason)
	),

	TP_fast_assign(
		__entry->vm = vm;
		__entry->ns = ns;
		ARCH_TRACE_ASSIGN(&e->arch);
		__entry->class = arch_reason(e->reason)->class;
		__entry->reason = e->reason;
		__entry->vcpu = vcpu;
		__entry->ret = ret;
	),

	TP_printk("vm=%llu vcpu=%u " ARCH_TRACE_FORMAT("class=%s reason=%s")
		  " ret=%d ns=%llu",
		  __entry->vm, __entry->vcpu,
		  ARCH_TRACE_ARGS(show_kvmtrap_class(__entry->class),
				  show_kvmtrap_reason(__entry->reason)),
		  __entry->ret, __entry->ns),

	account_trace_exit_begins, account_trace_exit_ends
);

/*
 * The vCPU's running counters: at its first exit (all zero), after each exit, and
 * when KVM_RUN has returned.
 */
TRACE_EVENT_FN(kvmtrap_counts,
	TP_PROTO(u64 vm, int vcpu, const u64 *by_class),
	TP_ARGS(vm, vcpu, by_class),

	TP_STRUCT__entry(
		__field(u64, vm)
		__field(u32, vcpu)
		__field(u32, pad)
		__field(u64, cpu)
		__field(u64, mem)
		__field(u64, io)
		__field(u64, irq)
		__field(u64, serror)
		__field(u64, other)
	),

	TP_fast_assign(
		__entry->vm = vm;
		__entry->vcpu = vcpu;
		__entry->pad = 0;
		__entry->cpu = by_class[KVMTRAP_CPU];
		__entry->mem = by_class[KVMTRAP_MEM];
		__entry->io = by_class[KVMTRAP_IO];
		__entry->irq = by_class[KVMTRAP_IRQ];
		__entry->serror = by_class[KVMTRAP_SERROR];
		__entry->other = by_class[KVMTRAP_OTHER];
	),

	TP_printk("vm=%llu vcpu=%u CPU trap %llu, MEM trap %llu, IO trap %llu, irq %llu, serror %llu, other %llu, exits %llu",
		  __entry->vm, __entry->vcpu, __entry->cpu, __entry->mem,
		  __entry->io, __entry->irq, __entry->serror, __entry->other,
		  __entry->cpu + __entry->mem + __entry->io + __entry->irq +
		  __entry->serror + __entry->other),

	account_trace_counts_begins, account_trace_counts_ends
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH account
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_events
#include <trace/define_trace.h>
