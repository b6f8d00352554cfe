/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * points_told.h - KVM's tracepoints where they get the vCPU: docs/upstream.md.
 *
 * Of the fields of their events only vcpu_id is new. That they are there says that
 * the arguments are these.
 */
#ifndef KVMTRAP_ARM64_POINTS_TOLD_H
#define KVMTRAP_ARM64_POINTS_TOLD_H

#define ARCH_POINT_EXIT_FIELDS	\
	{ { "ret", 4 }, { "esr_ec", 4 }, { "vcpu_pc", sizeof(long) }, { "vcpu_id", 4 } }
#define ARCH_POINT_ENTRY_FIELDS	{ { "vcpu_pc", sizeof(long) }, { "vcpu_id", 4 } }

#define ARCH_VCPU_TOLD		true

#define ARCH_EXIT_CALLBACK(name, fn)					\
static void name(void *unused, struct kvm_vcpu *vcpu, int index)	\
{									\
	fn(vcpu, index);						\
}

#define ARCH_ENTRY_CALLBACK(name, fn)					\
static void name(void *unused, struct kvm_vcpu *vcpu)			\
{									\
	fn(vcpu);							\
}

#endif
