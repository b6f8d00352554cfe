/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace.h - the fields of the tracepoint kvmtrap:kvmtrap_exit that are x86's. They are
 * 0 of an exit that could not be read. Behind them come a u8 and a u16:
 * account/trace.c asserts that no padding is left.
 */
#ifndef KVMTRAP_X86_TRACE_H
#define KVMTRAP_X86_TRACE_H

#define ARCH_TRACE_FIELDS	\
	__field(u64, info1)	\
	__field(u64, pc)	\
	__field(u64, info2)	\
	__field(u32, code)	\
	__field(u8, nested)

/* From a struct arch_exit. */
#define ARCH_TRACE_ASSIGN(x) do {		\
	__entry->info1 = (x)->info1;		\
	__entry->pc = (x)->pc;			\
	__entry->info2 = (x)->info2;		\
	__entry->code = (x)->code;		\
	__entry->nested = (x)->nested;		\
} while (0)

/* Around the text that tells class and reason. */
#define ARCH_TRACE_FORMAT(what)	\
	"code=0x%x " what " nested=%u info1=0x%llx pc=0x%llx info2=0x%llx"
#define ARCH_TRACE_ARGS(class, reason)	\
	__entry->code, class, reason, __entry->nested, __entry->info1, \
	__entry->pc, __entry->info2

/* Tools outside the kernel know no enum: give them the numbers. */
#define ARCH_TRACE_ENUMS						\
	KVMTRAP_X86_FURTHER_REASONS(ARCH_TRACE_FURTHER_ENUM)		\
	KVMTRAP_SVM_EXITS(ARCH_TRACE_SVM_ENUM)				\
	KVMTRAP_VMX_OWN(ARCH_TRACE_VMX_ENUM)
#define ARCH_TRACE_FURTHER_ENUM(name, code, class)	TRACE_DEFINE_ENUM(KVMTRAP_R_##name);
#define ARCH_TRACE_SVM_ENUM(code, name, class)		TRACE_DEFINE_ENUM(KVMTRAP_SVM_##name);
#define ARCH_TRACE_VMX_ENUM(number, name, class)	TRACE_DEFINE_ENUM(KVMTRAP_VMX_##name);

#define ARCH_TRACE_REASONS						\
	KVMTRAP_X86_FURTHER_REASONS(ARCH_TRACE_FURTHER_PAIR)		\
	KVMTRAP_SVM_EXITS(ARCH_TRACE_SVM_PAIR)				\
	KVMTRAP_VMX_OWN(ARCH_TRACE_VMX_PAIR)
#define ARCH_TRACE_FURTHER_PAIR(name, code, class)	{ KVMTRAP_R_##name, #name },
#define ARCH_TRACE_SVM_PAIR(code, name, class)		{ KVMTRAP_SVM_##name, #name },
#define ARCH_TRACE_VMX_PAIR(number, name, class)	{ KVMTRAP_VMX_##name, #name },

#endif
