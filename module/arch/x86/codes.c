// SPDX-License-Identifier: GPL-2.0-only
/*
 * codes.c - see codes.h.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>

#include "codes.h"

static_assert(KVMTRAP_SVM_VMGEXIT == KVMTRAP_SVM_NPF + 3);

const u8 x86_svm_reason_of[SVM_CODES] = {
#define X(code, name, class) [code] = KVMTRAP_SVM_##name,
	KVMTRAP_SVM_INTERCEPTS(X)
#undef X
};

const u8 x86_vmx_reason_of[VMX_CODES] = {
#define X(number, name) [number] = KVMTRAP_SVM_##name,
	KVMTRAP_VMX_SHARED(X)
#undef X
#define X(number, name, class) [number] = KVMTRAP_VMX_##name,
	KVMTRAP_VMX_OWN(X)
#undef X
};

void x86_codes_of_vmx(void)
{
	static const struct kvmtrap_latency latencies[KVMTRAP_NR_LATENCIES] = {
#define X(class, svm, vmx) { KVMTRAP_##class, vmx },
		X86_LATENCIES(X)
#undef X
	};
	unsigned int vector, i;

#define X(number, name) x86_reasons[KVMTRAP_SVM_##name].code = #number;
	KVMTRAP_VMX_SHARED(X)
#undef X
	/* Exceptions and NMI. */
	for (vector = 0; vector < 0x20; vector++)
		x86_reasons[x86_svm_reason_of[0x40 + vector]].code = "0";
	x86_reasons[KVMTRAP_SVM_NMI].code = "0";
	x86_reasons[KVMTRAP_R_UNKNOWN].code = "-";
	for (i = 0; i < KVMTRAP_NR_LATENCIES; i++)
		x86_latencies[i] = latencies[i];
}
