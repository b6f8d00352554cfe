/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pools.h - the exits that belong together, for the rules.
 */
#ifndef KVMTRAP_EXPLAIN_POOLS_H
#define KVMTRAP_EXPLAIN_POOLS_H

#include "explain/rules.h"

/* What hot parts. */
extern const struct pool arm_registers, arm_calls, arm_devices, arm_kernel_devices,
	arm_faults, svm_msrs, svm_calls, svm_devices, svm_kernel_devices, svm_ports,
	svm_kernel_ports, svm_faults;

/* What reasons tell. */
extern const struct pool arm_interrupts, arm_idle, arm_debug, arm_nested,
	svm_interrupts, svm_idle, svm_debug, svm_nested, svm_clock, svm_cpuid, svm_pause, svm_pmu,
	svm_debug_registers, svm_control_registers, svm_shadow, svm_ipi, svm_avic;

#endif
