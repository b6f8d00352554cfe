// SPDX-License-Identifier: GPL-2.0-only
/*
 * io.c - sample program for the guest: read the real-time clock N times. QEMU
 * emulates it, so that each read is an exit to the VMM, of class IO.
 */
#include "guest.h"

#ifdef __x86_64__
#include <unistd.h>

/* The clock of a PC. Port 0x70 chooses one of its registers, here the seconds. */
static int ports;

static void find_clock(void)
{
	const uint8_t seconds = 0;

	ports = open("/dev/port", O_RDWR);
	if (ports < 0 || pwrite(ports, &seconds, 1, 0x70) != 1) {
		perror("/dev/port");
		exit(1);
	}
}

static unsigned int read_clock(void)
{
	uint8_t value;

	if (pread(ports, &value, 1, 0x71) != 1) {
		perror("/dev/port");
		exit(1);
	}
	return value;
}
#else
static volatile uint32_t *rtc;

/* The PL031 of QEMU's machine "virt". */
static void find_clock(void)
{
	rtc = map_physical(0x09010000, 4096);
}

static unsigned int read_clock(void)
{
	return *rtc;
}
#endif

int main(int argc, char **argv)
{
	unsigned long reads = argument(argc, argv, 1000, 1000000), n;
	unsigned int now = 0;

	find_clock();
	for (n = 0; n < reads; n++)
		now = read_clock();
	printf("io: read the clock %lu times, it shows %u\n", reads, now);
	return 0;
}
