/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reasons.h - the exit reasons on x86 that are no exit code of a vendor's, and the
 * numbers with which KVM_RUN returns there. The exit codes are in svm.h and vmx.h.
 *
 * Module, command and tests all expand these lists; a reason is named nowhere
 * else. Pure preprocessor text without includes.
 */

/*
 * X(NAME, CODE, CLASS): CODE is the "code" column of the reports.
 *
 * UNKNOWN: an exit code without a name; the event kvmtrap_exit has its number.
 * UNREADABLE: the exit code could not be read, see docs/x86.md.
 * NOT_ENTERED: KVM counted an exit, but had not entered the guest.
 * FAILED_ENTRY: the CPU did not accept the guest's state.
 * The last four part memory, ports and devices by what KVM did with an access.
 */
#define KVMTRAP_X86_FURTHER_REASONS(X)		\
	X(UNKNOWN, "-", OTHER)			\
	X(UNREADABLE, "-", OTHER)		\
	X(NOT_ENTERED, "-", OTHER)		\
	X(FAILED_ENTRY, "-", OTHER)		\
	X(MMIO_KERNEL, "mmio", IO)		\
	X(MMIO_USER, "mmio", IO)		\
	X(PIO_KERNEL, "pio", IO)		\
	X(PIO_USER, "pio", IO)

/*
 * X(NUMBER, NAME): the KVM_EXIT_* of linux/kvm.h (an ABI: numbers never
 * change) that KVM gives on x86, as of 7.3. ../returns.h adds to them.
 */
#define KVMTRAP_X86_KVM_EXITS(X)		\
	X(0, UNKNOWN)				\
	X(1, EXCEPTION)				\
	X(2, IO)				\
	X(3, HYPERCALL)				\
	X(4, DEBUG)				\
	X(5, HLT)				\
	X(6, MMIO)				\
	X(7, IRQ_WINDOW_OPEN)			\
	X(8, SHUTDOWN)				\
	X(9, FAIL_ENTRY)			\
	X(10, INTR)				\
	X(11, SET_TPR)				\
	X(12, TPR_ACCESS)			\
	X(16, NMI)				\
	X(17, INTERNAL_ERROR)			\
	X(24, SYSTEM_EVENT)			\
	X(26, IOAPIC_EOI)			\
	X(27, HYPERV)				\
	X(29, X86_RDMSR)			\
	X(30, X86_WRMSR)			\
	X(31, DIRTY_RING_FULL)			\
	X(32, AP_RESET_HOLD)			\
	X(33, X86_BUS_LOCK)			\
	X(34, XEN)				\
	X(37, NOTIFY)				\
	X(39, MEMORY_FAULT)			\
	X(40, TDX)				\
	X(43, SNP_REQ_CERTS)
