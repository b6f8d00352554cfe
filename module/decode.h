/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * decode.h - from what the hardware and KVM report to class and reason.
 *
 * Pure functions and constant tables: no state, no kernel call, so that the
 * unit tests compile them on the build machine. One folder under arch/ per
 * architecture supplies the reasons and the functions.
 */
#ifndef KVMTRAP_DECODE_H
#define KVMTRAP_DECODE_H

#include <linux/types.h>

#include "uapi/arm64/reasons.h"
#include "uapi/classes.h"
#include "uapi/returns.h"

enum kvmtrap_class {
#define X(number, id, name) KVMTRAP_##id = number,
	KVMTRAP_CLASSES(X)
#undef X
	KVMTRAP_NR_CLASSES
};

/* An exception class is its own reason number; the further ones follow. */
enum kvmtrap_reason {
#define X(ec, name, class, own) KVMTRAP_EC_##name = ec,
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
#define X(name, code, class) KVMTRAP_R_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
	KVMTRAP_NR_REASONS
};

/*
 * What the time of handling an exit is booked on: most reasons for themselves,
 * the exception classes that KVM answers all alike together.
 */
#define KVMTRAP_SLOT_IF_OWN(name)	KVMTRAP_S_##name,
#define KVMTRAP_SLOT_IF_REST(name)
enum kvmtrap_slot {
#define X(ec, name, class, own) KVMTRAP_SLOT_IF_##own(name)
	KVMTRAP_EXCEPTION_CLASSES(X)
#undef X
	KVMTRAP_S_REST,
#define X(name, code, class) KVMTRAP_S_##name,
	KVMTRAP_FURTHER_REASONS(X)
#undef X
	KVMTRAP_NR_SLOTS
};

/* Why kvm_arch_vcpu_ioctl_run returned. */
enum kvmtrap_return {
#define X(number, name) KVMTRAP_RET_##name,
	KVMTRAP_RETURNS(X)
#undef X
	KVMTRAP_NR_RETURNS
};

struct kvmtrap_reason_info {
	const char *name;
	const char *code;
	u8 class;
};

struct kvmtrap_return_info {
	const char *name;
	int number;		/* KVM_EXIT_*, or -1 */
};

extern const char *const kvmtrap_class_names[KVMTRAP_NR_CLASSES];
extern const struct kvmtrap_return_info kvmtrap_returns[KVMTRAP_NR_RETURNS];
extern const struct kvmtrap_reason_info kvmtrap_reasons[KVMTRAP_NR_REASONS];
extern const struct kvmtrap_reason_info kvmtrap_slots[KVMTRAP_NR_SLOTS];
extern const u8 kvmtrap_slot_of[KVMTRAP_NR_REASONS];

/* What became of an abort, as seen when handle_exit returns. */
struct kvmtrap_outcome {
	int ret;		/* of handle_exit, or KVMTRAP_RET_UNSEEN */
	u32 exit_reason;	/* kvm_run.exit_reason; means something if !ret */
	bool mmio_kernel;	/* KVM's mmio_exit_kernel went up */
	bool mmio_user;		/* KVM's mmio_exit_user went up */
	bool noslot;		/* translation fault outside every memslot */
	bool no_syndrome;	/* an access that KVM would emulate, but cannot */
};

/* What stands for a return value that nobody saw. */
#define KVMTRAP_RET_UNSEEN	(-0x7fffffff - 1)

/*
 * kvmtrap_decode - the reason of an exit as far as its entry tells
 * @index: exception index, second argument of handle_exit
 * @esr: ESR_EL2; looked at only when @index says that it is valid
 */
enum kvmtrap_reason kvmtrap_decode(u32 index, u64 esr);

/* The final reason of one for which kvmtrap_needs_outcome() holds. */
enum kvmtrap_reason kvmtrap_settle(enum kvmtrap_reason reason,
				   const struct kvmtrap_outcome *outcome);

/* Why KVM_RUN returned, from its return value and kvm_run.exit_reason. */
enum kvmtrap_return kvmtrap_return_reason(int ret, u32 exit_reason);

#endif
