/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rule_list.h - the list of all rules, and what they share. Each one is in the file of its
 * subject, rules_*.c, whose texts name files of KVM's sources.
 */
#ifndef KVMTRAP_EXPLAIN_RULE_LIST_H
#define KVMTRAP_EXPLAIN_RULE_LIST_H

#include "explain/rules.h"

/*
 * The order counts: an exit is the first rule's that has a part for it, so that no exit is
 * told of twice.
 */
#define EXPLAIN_RULES(X) \
	X(overcommit) X(nested) X(signals) X(preempted) X(host_interrupts) X(console) \
	X(timekeeping) X(timer) X(ipi) X(interrupt_controller) X(slow_device) \
	X(doorbell) X(kernel_doorbell) X(device) X(port_io) X(idle) X(pause) \
	X(write_protection) X(page_faults) X(identification) X(debug_registers) \
	X(debugged) X(pmu) X(cache_by_set) X(system_registers) X(shadow_paging) \
	X(control_registers) X(hypercalls) X(other)

#define X(name) extern const struct rule rule_##name;
EXPLAIN_RULES(X)
#undef X

/*
 * Thresholds: an exit to the VMM takes some 10 us, one that KVM answers some 1 us. 1000
 * per second of the first are 1 % of a vCPU's time, and so are 10000 of the second.
 */
#define TO_VMM		{ .share = 10, .rate = 1000, .time = 5 }
#define IN_KVM		{ .share = 10, .rate = 10000, .time = 5 }
#define IF_SLOW		{ .time = 5 }

/* What exits, and what it may be told not to. Sections have other numbers in each edition. */
#define INTEL		"Intel manual 3, VMX non-root operation"

#endif
