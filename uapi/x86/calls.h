/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * calls.h - names of the hypercalls of KVM on x86 (linux/kvm_para.h). Pure
 * preprocessor text without includes.
 */

/* X(NUMBER, "NAME") */
#define KVMTRAP_KVM_HYPERCALLS(X)			\
	X(1, "KVM_HC_VAPIC_POLL_IRQ")			\
	X(2, "KVM_HC_MMU_OP")				\
	X(3, "KVM_HC_FEATURES")				\
	X(5, "KVM_HC_KICK_CPU")				\
	X(9, "KVM_HC_CLOCK_PAIRING")			\
	X(10, "KVM_HC_SEND_IPI")			\
	X(11, "KVM_HC_SCHED_YIELD")			\
	X(12, "KVM_HC_MAP_GPA_RANGE")
