// SPDX-License-Identifier: GPL-2.0-only
/*
 * io.c - sample program for the guest: read the real-time clock N times. QEMU
 * emulates it (a PL031 at 0x09010000 of its "virt" machine), so that each read is an
 * exit to the VMM, of class IO.
 */
#include "guest.h"

int main(int argc, char **argv)
{
	unsigned long reads = argument(argc, argv, 1000, 1000000), n;
	volatile uint32_t *rtc = map_physical(0x09010000, 4096);
	uint32_t now = 0;

	for (n = 0; n < reads; n++)
		now = *rtc;
	printf("io: read the clock %lu times, it shows %u\n", reads, now);
	return 0;
}
