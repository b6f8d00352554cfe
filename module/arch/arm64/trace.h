/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace.h - the fields of the tracepoint kvmtrap:kvmtrap_exit that are arm64's.
 * ipa is 0 unless it is an abort; esr and ec are 0 unless the exception index
 * says that a trap was taken. Behind them come a u8 and a u16: account/trace.c
 * asserts that no padding is left.
 */
#ifndef KVMTRAP_ARM64_TRACE_H
#define KVMTRAP_ARM64_TRACE_H

#define ARCH_TRACE_FIELDS	\
	__field(u64, esr)	\
	__field(u64, pc)	\
	__field(u64, ipa)	\
	__field(u32, index)	\
	__field(u8, ec)

/* From a struct arch_exit. */
#define ARCH_TRACE_ASSIGN(x) do {	\
	__entry->esr = (x)->esr;	\
	__entry->pc = (x)->pc;		\
	__entry->ipa = (x)->ipa;	\
	__entry->index = (x)->index;	\
	__entry->ec = (x)->ec;		\
} while (0)

/* Around the text that tells class and reason. */
#define ARCH_TRACE_FORMAT(what)	\
	"index=0x%x " what " ec=0x%02x esr=0x%llx pc=0x%llx ipa=0x%llx"
#define ARCH_TRACE_ARGS(class, reason)	\
	__entry->index, class, reason, __entry->ec, __entry->esr, \
	__entry->pc, __entry->ipa

/* Tools outside the kernel know no enum: give them the numbers. */
#define ARCH_TRACE_ENUMS	KVMTRAP_FURTHER_REASONS(ARCH_TRACE_ENUM)
#define ARCH_TRACE_ENUM(name, code, class)	TRACE_DEFINE_ENUM(KVMTRAP_R_##name);

#define ARCH_TRACE_REASONS					\
	KVMTRAP_EXCEPTION_CLASSES(ARCH_TRACE_EC_PAIR)		\
	KVMTRAP_FURTHER_REASONS(ARCH_TRACE_FURTHER_PAIR)
#define ARCH_TRACE_EC_PAIR(ec, name, class, own)	{ ec, #name },
#define ARCH_TRACE_FURTHER_PAIR(name, code, class)	{ KVMTRAP_R_##name, #name },

#endif
