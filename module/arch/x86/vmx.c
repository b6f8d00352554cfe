// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmx.c - see vmx.h.
 */
#include <linux/kprobes.h>

#include "vmx.h"

bool x86_vmx_read(struct arch_exit *x, enum kvmtrap_reason *reason)
{
	u64 code;

	if (!x86_vmx_reason(reason, &code))
		return false;
	x->code = code;
	x->detail = x86_vmx_read_detail(*reason);
	x->address = x86_vmx_read_address(*reason);
	x->info1 = x86_vmx_value(EXIT_QUALIFICATION);
	/* Of EPT the address; of an exception its error code. */
	x->info2 = *reason == KVMTRAP_SVM_PF_EXCP ? x->detail : x->address;
	x->pc = x86_vmx_value(GUEST_RIP);
	return true;
}
NOKPROBE_SYMBOL(x86_vmx_read);
