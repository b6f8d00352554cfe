/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmx.h - the exits of Intel's VMX: the basic exit reasons of asm/vmx.h as of 7.3, by
 * its names. Pure preprocessor text without includes.
 */

/* X(NUMBER, NAME): what SVM has by the same name. svm.h has the class. */
#define KVMTRAP_VMX_SHARED(X)				\
	X(9, TASK_SWITCH)				\
	X(10, CPUID)					\
	X(12, HLT)					\
	X(13, INVD)					\
	X(14, INVLPG)					\
	X(15, RDPMC)					\
	X(16, RDTSC)					\
	X(51, RDTSCP)					\
	X(54, WBINVD)					\
	X(55, XSETBV)					\
	X(58, INVPCID)					\
	X(74, BUS_LOCK)

/*
 * X(NUMBER, NAME, CLASS): in the order of the numbers. EXCEPTION_NMI is told apart by the
 * vector, as SVM does it: NMI, DB_EXCP, PF_EXCP. Its own name is left for the others.
 */
#define KVMTRAP_VMX_OWN(X)				\
	X(0, EXCEPTION_NMI, CPU)			\
	X(1, EXTERNAL_INTERRUPT, IRQ)			\
	X(2, TRIPLE_FAULT, OTHER)			\
	X(3, INIT_SIGNAL, IRQ)				\
	X(4, SIPI_SIGNAL, IRQ)				\
	X(6, OTHER_SMI, IRQ)				\
	X(7, INTERRUPT_WINDOW, IRQ)			\
	X(8, NMI_WINDOW, IRQ)				\
	X(18, VMCALL, CPU)				\
	X(19, VMCLEAR, CPU)				\
	X(20, VMLAUNCH, CPU)				\
	X(21, VMPTRLD, CPU)				\
	X(22, VMPTRST, CPU)				\
	X(23, VMREAD, CPU)				\
	X(24, VMRESUME, CPU)				\
	X(25, VMWRITE, CPU)				\
	X(26, VMOFF, CPU)				\
	X(27, VMON, CPU)				\
	X(28, CR_ACCESS, CPU)				\
	X(29, DR_ACCESS, CPU)				\
	X(30, IO_INSTRUCTION, IO)			\
	X(31, MSR_READ, CPU)				\
	X(32, MSR_WRITE, CPU)				\
	X(33, INVALID_STATE, OTHER)			\
	X(34, MSR_LOAD_FAIL, OTHER)			\
	X(36, MWAIT_INSTRUCTION, CPU)			\
	X(37, MONITOR_TRAP_FLAG, CPU)			\
	X(39, MONITOR_INSTRUCTION, CPU)			\
	X(40, PAUSE_INSTRUCTION, CPU)			\
	X(41, MCE_DURING_VMENTRY, SERROR)		\
	X(43, TPR_BELOW_THRESHOLD, IO)			\
	X(44, APIC_ACCESS, IO)				\
	X(45, EOI_INDUCED, IO)				\
	X(46, GDTR_IDTR, CPU)				\
	X(47, LDTR_TR, CPU)				\
	X(48, EPT_VIOLATION, MEM)			\
	X(49, EPT_MISCONFIG, MEM)			\
	X(50, INVEPT, CPU)				\
	X(52, PREEMPTION_TIMER, IRQ)			\
	X(53, INVVPID, CPU)				\
	X(56, APIC_WRITE, IO)				\
	X(57, RDRAND, CPU)				\
	X(59, VMFUNC, CPU)				\
	X(60, ENCLS, CPU)				\
	X(61, RDSEED, CPU)				\
	X(62, PML_FULL, MEM)				\
	X(63, XSAVES, CPU)				\
	X(64, XRSTORS, CPU)				\
	X(67, UMWAIT, CPU)				\
	X(68, TPAUSE, CPU)				\
	X(75, NOTIFY, CPU)				\
	X(76, SEAMCALL, CPU)				\
	X(77, TDCALL, CPU)				\
	X(84, MSR_READ_IMM, CPU)			\
	X(85, MSR_WRITE_IMM, CPU)
