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

bool host_is_amd(void)
{
	return !host_is_intel();
}

/* Return: the first letter of a module's parameter, or EOF. */
static int parameter(const char *path)
{
	FILE *f = fopen(path, "r");
	int c = f ? getc(f) : EOF;

	if (f)
		fclose(f);
	return c;
}

bool host_nested_paging(void)
{
	int c = parameter(host_is_intel() ? "/sys/module/kvm_intel/parameters/ept" :
					    "/sys/module/kvm_amd/parameters/npt");

	/* Both are on where nobody has switched them off. */
	return c != 'N' && c != '0';
}

bool host_tells_marks(void)
{
	return host_is_intel() && host_nested_paging();
}

bool host_tells_no_mark(void)
{
	return !host_tells_marks();
}

bool host_enters_any_state(void)
{
	int c = parameter("/sys/module/kvm_intel/parameters/unrestricted_guest");

	return !host_is_intel() || (c != 'N' && c != '0');
}

bool host_emulates_states(void)
{
	return !host_enters_any_state();
}

bool host_traps_iret(void)
{
	int c = parameter("/sys/module/kvm_amd/parameters/vnmi");

	return !host_is_intel() && c != 'Y' && c != '1';
}

bool host_shadow_paging(void)
{
	return !host_nested_paging();
}

bool host_traps_cr3(void)
{
	return host_shadow_paging() || host_emulates_states();
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
