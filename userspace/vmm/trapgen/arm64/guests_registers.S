/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guests_registers.S - programs of registers that trap, and of what the vCPU does not have.
 */
#include "trapgen/arm64/macros.S"

program timer		/* the virtual timer does not trap */
1:	mrs	x0, cntvct_el0
	again
	finish

program ptimer		/* the physical timer, which traps without VHE */
1:	mrs	x0, cntp_ctl_el0
	again
	finish

program oslsr		/* trapped by MDCR_EL2.TDOSA */
1:	mrs	x0, oslsr_el1
	again
	finish

program actlr		/* trapped by HCR_EL2.TACR */
1:	mrs	x0, actlr_el1
	again
	finish

program set_way		/* trapped by HCR_EL2.TSW */
1:	dc	cisw, xzr
	again
	finish

program pmu		/* trapped by MDCR_EL2.TPM; undefined on a vCPU without a PMU */
	catch
1:	mrs	x0, pmccntr_el0
	again
	finish

program sgi		/* ICC_SGI1R_EL1, to no vCPU */
1:	msr	s3_0_c12_c11_5, xzr
	again
	finish

/* Instructions that the vCPU does not have: they trap, and are undefined for the guest. */
	.macro let_pass		/* CPACR_EL1: the guest itself traps nothing */
	movz	x0, #0x333, lsl #16
	msr	cpacr_el1, x0
	isb
	.endm

program sve
	catch
	let_pass
1:	.inst	0x0420e3e0	/* cntb x0 */
	again
	finish

program pauth
	catch
1:	.inst	0x9ac23020	/* pacga x0, x1, x2 */
	again
	finish

program sme
	catch
	let_pass
1:	.inst	0xd503477f	/* smstart */
	again
	finish
