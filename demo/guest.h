/* SPDX-License-Identifier: GPL-2.0-only */
/* guest.h - what the sample programs share: to map physical memory, and to read a number. */
#ifndef DEMO_GUEST_H
#define DEMO_GUEST_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Map @size bytes at guest-physical @address, or exit with a message. */
static inline volatile uint32_t *map_physical(uint64_t address, size_t size)
{
	int fd = open("/dev/mem", O_RDWR | O_SYNC);
	void *p = MAP_FAILED;

	if (fd >= 0)
		p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, address);
	if (p == MAP_FAILED) {
		perror("/dev/mem");
		exit(1);
	}
	return p;
}

/* Return the first argument, which is at most @most; or @otherwise if there is none. */
static inline unsigned long argument(int argc, char **argv,
				     unsigned long otherwise, unsigned long most)
{
	char *end;
	unsigned long n = argc > 1 ? strtoul(argv[1], &end, 0) : otherwise;

	if (argc > 2 || (argc > 1 && (*end || !*argv[1])) || !n || n > most) {
		fprintf(stderr, "usage: %s [NUMBER from 1 to %lu]\n", argv[0], most);
		exit(2);
	}
	return n;
}

#endif
