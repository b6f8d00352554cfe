/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reasons.h - the one list of exit reasons on arm64, and that of the numbers
 * with which KVM_RUN returns there.
 *
 * Module, command and tests all expand these lists; a reason is named nowhere
 * else. Pure preprocessor text without includes.
 *
 * Exception classes are bits 31:26 of ESR_EL2 (Arm ARM, ESR_ELx.EC). Names
 * are those of KVM's own tracing (asm/kvm_arm.h, kvm_arm_exception_class),
 * beyond it those of asm/esr.h; UNKNOWN_xx has a name in neither.
 */

/*
 * X(EC, NAME, CLASS, OWN): all 64 values, in order. OWN: KVM has a handler of
 * its own for it (arm_exit_handlers of arch/arm64/kvm/handle_exit.c, 5.10 to
 * 7.3); the REST get an undefined instruction, and share an account of time.
 */
#define KVMTRAP_EXCEPTION_CLASSES(X)		\
	X(0x00, UNKNOWN, CPU, REST)		\
	X(0x01, WFx, CPU, OWN)			\
	X(0x02, UNKNOWN_02, CPU, REST)		\
	X(0x03, CP15_32, CPU, OWN)		\
	X(0x04, CP15_64, CPU, OWN)		\
	X(0x05, CP14_MR, CPU, OWN)		\
	X(0x06, CP14_LS, CPU, OWN)		\
	X(0x07, FP_ASIMD, CPU, OWN)		\
	X(0x08, CP10_ID, CPU, OWN)		\
	X(0x09, PAC, CPU, OWN)			\
	X(0x0a, LS64, CPU, OWN)			\
	X(0x0b, UNKNOWN_0B, CPU, REST)		\
	X(0x0c, CP14_64, CPU, OWN)		\
	X(0x0d, BTI, CPU, REST)			\
	X(0x0e, ILL, CPU, REST)			\
	X(0x0f, UNKNOWN_0F, CPU, REST)		\
	X(0x10, UNKNOWN_10, CPU, REST)		\
	X(0x11, SVC32, CPU, REST)		\
	X(0x12, HVC32, CPU, OWN)		\
	X(0x13, SMC32, CPU, OWN)		\
	X(0x14, UNKNOWN_14, CPU, REST)		\
	X(0x15, SVC64, CPU, OWN)		\
	X(0x16, HVC64, CPU, OWN)		\
	X(0x17, SMC64, CPU, OWN)		\
	X(0x18, SYS64, CPU, OWN)		\
	X(0x19, SVE, CPU, OWN)			\
	X(0x1a, ERET, CPU, OWN)			\
	X(0x1b, UNKNOWN_1B, CPU, REST)		\
	X(0x1c, FPAC, CPU, REST)		\
	X(0x1d, SME, CPU, REST)			\
	X(0x1e, UNKNOWN_1E, CPU, REST)		\
	X(0x1f, IMP_DEF, CPU, REST)		\
	X(0x20, IABT_LOW, MEM, OWN)		\
	X(0x21, IABT_CUR, CPU, REST)		\
	X(0x22, PC_ALIGN, CPU, REST)		\
	X(0x23, UNKNOWN_23, CPU, REST)		\
	X(0x24, DABT_LOW, MEM, OWN)		\
	X(0x25, DABT_CUR, MEM, OWN)		\
	X(0x26, SP_ALIGN, CPU, REST)		\
	X(0x27, MOPS, CPU, REST)		\
	X(0x28, FP_EXC32, CPU, REST)		\
	X(0x29, UNKNOWN_29, CPU, REST)		\
	X(0x2a, UNKNOWN_2A, CPU, REST)		\
	X(0x2b, UNKNOWN_2B, CPU, REST)		\
	X(0x2c, FP_EXC64, CPU, REST)		\
	X(0x2d, GCS, CPU, OWN)			\
	X(0x2e, UNKNOWN_2E, CPU, REST)		\
	X(0x2f, SERROR, CPU, REST)		\
	X(0x30, BREAKPT_LOW, CPU, OWN)		\
	X(0x31, BREAKPT_CUR, CPU, REST)		\
	X(0x32, SOFTSTP_LOW, CPU, OWN)		\
	X(0x33, SOFTSTP_CUR, CPU, REST)		\
	X(0x34, WATCHPT_LOW, CPU, OWN)		\
	X(0x35, WATCHPT_CUR, CPU, REST)		\
	X(0x36, UNKNOWN_36, CPU, REST)		\
	X(0x37, UNKNOWN_37, CPU, REST)		\
	X(0x38, BKPT32, CPU, OWN)		\
	X(0x39, UNKNOWN_39, CPU, REST)		\
	X(0x3a, VECTOR32, CPU, REST)		\
	X(0x3b, UNKNOWN_3B, CPU, REST)		\
	X(0x3c, BRK64, CPU, OWN)		\
	X(0x3d, UNKNOWN_3D, CPU, REST)		\
	X(0x3e, UNKNOWN_3E, CPU, REST)		\
	X(0x3f, UNKNOWN_3F, CPU, REST)

/*
 * X(NAME, CODE, CLASS): what the exception class alone cannot say. CODE is
 * the "code" column of the reports: the exception class where there is one,
 * else the word for KVM's exception index.
 *
 * The first six come from the exception index (second argument of
 * handle_exit); the last four part the aborts by what KVM did with them.
 */
#define KVMTRAP_FURTHER_REASONS(X)		\
	X(IRQ, "irq", IRQ)			\
	X(SERROR_PENDING, "serror", SERROR)	\
	X(EL1_SERROR, "serror", SERROR)		\
	X(ILLEGAL_STATE, "il", OTHER)		\
	X(HYP_GONE, "hyp-gone", OTHER)		\
	X(INDEX_UNKNOWN, "index", OTHER)	\
	X(IABT_NOSLOT, "0x20", MEM)		\
	X(DABT_NOSLOT, "0x24", MEM)		\
	X(MMIO_KERNEL, "0x24", IO)		\
	X(MMIO_USER, "0x24", IO)

/*
 * X(NUMBER, NAME): the KVM_EXIT_* of linux/kvm.h (an ABI: numbers never
 * change) that KVM gives on arm64, as of 7.3. ../returns.h adds to them.
 */
#define KVMTRAP_ARM64_KVM_EXITS(X)			\
	X(0, UNKNOWN)				\
	X(3, HYPERCALL)				\
	X(4, DEBUG)				\
	X(6, MMIO)				\
	X(9, FAIL_ENTRY)			\
	X(10, INTR)				\
	X(17, INTERNAL_ERROR)			\
	X(24, SYSTEM_EVENT)			\
	X(28, ARM_NISV)				\
	X(31, DIRTY_RING_FULL)			\
	X(39, MEMORY_FAULT)			\
	X(41, ARM_SEA)				\
	X(42, ARM_LDST64B)
