/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * points.h - what the probes attach to on arm64, and how one looks in place.
 */
#ifndef KVMTRAP_ARM64_PROBE_H
#define KVMTRAP_ARM64_PROBE_H

#include <linux/compiler.h>
#include <asm/byteorder.h>
#include <asm/debug-monitors.h>

#define SYMBOL_EXIT	"handle_exit"
#define SYMBOL_RUN	"kvm_arch_vcpu_ioctl_run"
#define SYMBOL_CREATE	"kvm_arch_vcpu_create"
#define SYMBOL_DESTROY	"kvm_arch_vcpu_destroy"
#define TRACE_EXIT	"kvm_exit"
#define TRACE_ENTRY	"kvm_entry"
#define TRACE_WAKEUP	"kvm_vcpu_wakeup"

/* Instructions are little-endian, whatever the kernel's data is. */
static inline bool is_breakpoint(const void *addr)
{
	return le32_to_cpu(READ_ONCE(*(const __le32 *)addr)) == BRK64_OPCODE_KPROBES;
}

#endif
