/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pools.h - the exits that belong together, for the rules.
 */
#ifndef KVMTRAP_EXPLAIN_POOLS_H
#define KVMTRAP_EXPLAIN_POOLS_H

#include "explain/rules.h"

/* What hot tells apart. */
extern const struct pool arm_registers, arm_calls, arm_devices, arm_kernel_devices,
	arm_faults, x86_msrs, x86_calls, x86_devices, x86_kernel_devices, x86_ports,
	x86_kernel_ports, x86_faults, vmx_control_registers;

/* What reasons tell. */
extern const struct pool arm_interrupts, arm_idle, arm_debug, arm_nested,
	x86_interrupts, x86_idle, x86_debug, x86_nested, x86_clock, x86_cpuid, x86_pause, x86_pmu,
	x86_debug_registers, x86_control_registers, x86_shadow, x86_ipi, x86_avic;

#endif
