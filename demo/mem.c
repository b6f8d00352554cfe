// SPDX-License-Identifier: GPL-2.0-only
/*
 * mem.c - sample program for the guest: store a word into each of N pages that
 * nobody has touched since the VM was made. Each store is a fault of KVM's tables (stage 2;
 * nested paging on x86), an exit of class MEM.
 *
 * The pages lie above the memory that the guest's kernel was told to use (mem= on its
 * command line), so that they are fresh for sure.
 */
#include <string.h>
#include <unistd.h>

#include "guest.h"

/* Return the first address after the last "System RAM" of /proc/iomem. */
static uint64_t end_of_ram(void)
{
	unsigned long long from, to, end = 0;
	char line[256];
	FILE *f = fopen("/proc/iomem", "r");

	while (f && fgets(line, sizeof(line), f))
		if (strstr(line, ": System RAM") &&
		    sscanf(line, "%llx-%llx", &from, &to) == 2 && to > end)
			end = to;
	if (f)
		fclose(f);
	return end ? end + 1 : 0;
}

int main(int argc, char **argv)
{
	size_t page = sysconf(_SC_PAGESIZE);
	/* The guest has 64 MiB there. */
	unsigned long pages = argument(argc, argv, (32 << 20) / page, (64 << 20) / page), n;
	volatile uint32_t *p = map_physical(end_of_ram(), pages * page);

	for (n = 0; n < pages; n++)
		p[n * page / sizeof(*p)] = n;
	printf("mem: touched %lu fresh pages of %zu bytes\n", pages, page);
	return 0;
}
