/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * svm.h - the exits of AMD's SVM: the exit codes of asm/svm.h as of 7.3, by its
 * names. Pure preprocessor text without includes.
 *
 * Two are left out. SVM_EXIT_ERR is -1, and reasons.h has it as FAILED_ENTRY. SVM_EXIT_SW
 * is given by a hypervisor and not by a CPU: it is UNKNOWN.
 */

/*
 * X(CODE, NAME, CLASS): in the order of the codes. First what is intercepted, then
 * what comes of nested paging, the virtual APIC, and encrypted guests.
 */
#define KVMTRAP_SVM_INTERCEPTS(X)			\
	X(0x000, READ_CR0, CPU)				\
	X(0x002, READ_CR2, CPU)				\
	X(0x003, READ_CR3, CPU)				\
	X(0x004, READ_CR4, CPU)				\
	X(0x008, READ_CR8, CPU)				\
	X(0x010, WRITE_CR0, CPU)			\
	X(0x012, WRITE_CR2, CPU)			\
	X(0x013, WRITE_CR3, CPU)			\
	X(0x014, WRITE_CR4, CPU)			\
	X(0x018, WRITE_CR8, CPU)			\
	X(0x020, READ_DR0, CPU)				\
	X(0x021, READ_DR1, CPU)				\
	X(0x022, READ_DR2, CPU)				\
	X(0x023, READ_DR3, CPU)				\
	X(0x024, READ_DR4, CPU)				\
	X(0x025, READ_DR5, CPU)				\
	X(0x026, READ_DR6, CPU)				\
	X(0x027, READ_DR7, CPU)				\
	X(0x030, WRITE_DR0, CPU)			\
	X(0x031, WRITE_DR1, CPU)			\
	X(0x032, WRITE_DR2, CPU)			\
	X(0x033, WRITE_DR3, CPU)			\
	X(0x034, WRITE_DR4, CPU)			\
	X(0x035, WRITE_DR5, CPU)			\
	X(0x036, WRITE_DR6, CPU)			\
	X(0x037, WRITE_DR7, CPU)			\
	X(0x040, DE_EXCP, CPU)				\
	X(0x041, DB_EXCP, CPU)				\
	X(0x043, BP_EXCP, CPU)				\
	X(0x044, OF_EXCP, CPU)				\
	X(0x045, BR_EXCP, CPU)				\
	X(0x046, UD_EXCP, CPU)				\
	X(0x047, NM_EXCP, CPU)				\
	X(0x048, DF_EXCP, CPU)				\
	X(0x04a, TS_EXCP, CPU)				\
	X(0x04b, NP_EXCP, CPU)				\
	X(0x04c, SS_EXCP, CPU)				\
	X(0x04d, GP_EXCP, CPU)				\
	X(0x04e, PF_EXCP, MEM)				\
	X(0x050, MF_EXCP, CPU)				\
	X(0x051, AC_EXCP, CPU)				\
	X(0x052, MC_EXCP, SERROR)			\
	X(0x053, XF_EXCP, CPU)				\
	X(0x060, INTR, IRQ)				\
	X(0x061, NMI, IRQ)				\
	X(0x062, SMI, IRQ)				\
	X(0x063, INIT, IRQ)				\
	X(0x064, VINTR, IRQ)				\
	X(0x065, CR0_SEL_WRITE, CPU)			\
	X(0x066, IDTR_READ, CPU)			\
	X(0x067, GDTR_READ, CPU)			\
	X(0x068, LDTR_READ, CPU)			\
	X(0x069, TR_READ, CPU)				\
	X(0x06a, IDTR_WRITE, CPU)			\
	X(0x06b, GDTR_WRITE, CPU)			\
	X(0x06c, LDTR_WRITE, CPU)			\
	X(0x06d, TR_WRITE, CPU)				\
	X(0x06e, RDTSC, CPU)				\
	X(0x06f, RDPMC, CPU)				\
	X(0x070, PUSHF, CPU)				\
	X(0x071, POPF, CPU)				\
	X(0x072, CPUID, CPU)				\
	X(0x073, RSM, CPU)				\
	X(0x074, IRET, IRQ)				\
	X(0x075, SWINT, CPU)				\
	X(0x076, INVD, CPU)				\
	X(0x077, PAUSE, CPU)				\
	X(0x078, HLT, CPU)				\
	X(0x079, INVLPG, CPU)				\
	X(0x07a, INVLPGA, CPU)				\
	X(0x07b, IOIO, IO)				\
	X(0x07c, MSR, CPU)				\
	X(0x07d, TASK_SWITCH, CPU)			\
	X(0x07e, FERR_FREEZE, CPU)			\
	X(0x07f, SHUTDOWN, OTHER)			\
	X(0x080, VMRUN, CPU)				\
	X(0x081, VMMCALL, CPU)				\
	X(0x082, VMLOAD, CPU)				\
	X(0x083, VMSAVE, CPU)				\
	X(0x084, STGI, CPU)				\
	X(0x085, CLGI, CPU)				\
	X(0x086, SKINIT, CPU)				\
	X(0x087, RDTSCP, CPU)				\
	X(0x088, ICEBP, CPU)				\
	X(0x089, WBINVD, CPU)				\
	X(0x08a, MONITOR, CPU)				\
	X(0x08b, MWAIT, CPU)				\
	X(0x08c, MWAIT_COND, CPU)			\
	X(0x08d, XSETBV, CPU)				\
	X(0x08e, RDPRU, CPU)				\
	X(0x08f, EFER_WRITE_TRAP, CPU)			\
	X(0x090, CR0_WRITE_TRAP, CPU)			\
	X(0x091, CR1_WRITE_TRAP, CPU)			\
	X(0x092, CR2_WRITE_TRAP, CPU)			\
	X(0x093, CR3_WRITE_TRAP, CPU)			\
	X(0x094, CR4_WRITE_TRAP, CPU)			\
	X(0x095, CR5_WRITE_TRAP, CPU)			\
	X(0x096, CR6_WRITE_TRAP, CPU)			\
	X(0x097, CR7_WRITE_TRAP, CPU)			\
	X(0x098, CR8_WRITE_TRAP, CPU)			\
	X(0x099, CR9_WRITE_TRAP, CPU)			\
	X(0x09a, CR10_WRITE_TRAP, CPU)			\
	X(0x09b, CR11_WRITE_TRAP, CPU)			\
	X(0x09c, CR12_WRITE_TRAP, CPU)			\
	X(0x09d, CR13_WRITE_TRAP, CPU)			\
	X(0x09e, CR14_WRITE_TRAP, CPU)			\
	X(0x09f, CR15_WRITE_TRAP, CPU)			\
	X(0x0a2, INVPCID, CPU)				\
	X(0x0a5, BUS_LOCK, CPU)				\
	X(0x0a6, IDLE_HLT, CPU)

#define KVMTRAP_SVM_PAGING(X)				\
	X(0x400, NPF, MEM)				\
	X(0x401, AVIC_INCOMPLETE_IPI, IO)		\
	X(0x402, AVIC_UNACCELERATED_ACCESS, IO)		\
	X(0x403, VMGEXIT, CPU)

#define KVMTRAP_SVM_EXITS(X)				\
	KVMTRAP_SVM_INTERCEPTS(X)			\
	KVMTRAP_SVM_PAGING(X)
