// SPDX-License-Identifier: GPL-2.0-only
/*
 * host.c - see arch.h.
 */
#include <cpuid.h>
#include <stdio.h>
#include <string.h>

#include "arch.h"

bool host_is_intel(void)
{
	unsigned int eax, ebx, ecx, edx;

	return __get_cpuid(0, &eax, &ebx, &ecx, &edx) && ebx == signature_INTEL_ebx;
}

bool host_nested_paging(void)
{
	FILE *f = fopen(host_is_intel() ? "/sys/module/kvm_intel/parameters/ept" :
					  "/sys/module/kvm_amd/parameters/npt", "r");
	int c = f ? getc(f) : EOF;

	if (f)
		fclose(f);
	/* Both are on where nobody has switched them off. */
	return c != 'N' && c != '0';
}

bool host_shadow_paging(void)
{
	return !host_nested_paging();
}

/* A CPU that is no hardware's says who emulates it. */
bool host_is_qemu(void)
{
	unsigned int eax, name[3];

	__cpuid(0x40000000, eax, name[0], name[1], name[2]);
	return !memcmp(name, "TCGTCGTCGTCG", sizeof(name));
}

bool host_is_hardware(void)
{
	return !host_is_qemu();
}
