// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench.c - a benchmark of integer work, of memory or of I/O. It does the same on a
 * host, in a guest, and in one of several guests. It prints
 * "bench KIND ns TIME check VALUE".
 *
 *   bench integer N   CRC-32 over N MiB, one bit at a time: uses hardly any memory
 *   bench memory N    writes N MiB of fresh pages, then reads them twice
 *   bench io N        N reads of 4 KiB from /dev/vda, past the page cache
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static uint32_t integer(unsigned long mib)
{
	uint32_t crc = ~0u;
	unsigned long i;
	int bit;

	for (i = 0; i < mib << 20; i++) {
		crc ^= i & 255;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static uint32_t memory(unsigned long mib)
{
	unsigned long n = (mib << 20) / sizeof(uint32_t), i, round;
	uint32_t *p = mmap(NULL, mib << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			   -1, 0);
	uint32_t sum = 0;

	if (p == MAP_FAILED) {
		perror("bench: mmap");
		exit(1);
	}
	for (i = 0; i < n; i++)
		p[i] = i;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < n; i++)
			sum += p[i] ^ round;
	}
	munmap(p, mib << 20);
	return sum;
}

static uint32_t io(unsigned long reads)
{
	int fd = open("/dev/vda", O_RDONLY | O_DIRECT);
	unsigned long i;
	uint32_t sum = 0;
	void *page;

	if (fd < 0 || posix_memalign(&page, 4096, 4096)) {
		perror("bench: /dev/vda");
		exit(1);
	}
	/* The places are all over the first 64 MiB, and the same each time. */
	for (i = 0; i < reads; i++) {
		if (pread(fd, page, 4096, i * 7919 % 16384 * 4096) != 4096) {
			perror("bench: read");
			exit(1);
		}
		sum += *(uint32_t *)page;
	}
	close(fd);
	return sum;
}

static const struct {
	const char *name;
	uint32_t (*run)(unsigned long n);
} kinds[] = { { "integer", integer }, { "memory", memory }, { "io", io } };

int main(int argc, char **argv)
{
	struct timespec from, to;
	unsigned long n = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	uint32_t check;
	size_t i;

	for (i = 0; i < 3 && n; i++) {
		if (strcmp(argv[1], kinds[i].name))
			continue;
		clock_gettime(CLOCK_MONOTONIC, &from);
		check = kinds[i].run(n);
		clock_gettime(CLOCK_MONOTONIC, &to);
		printf("bench %s ns %lld check %u\n", argv[1],
		       (to.tv_sec - from.tv_sec) * 1000000000ll + to.tv_nsec - from.tv_nsec, check);
		return 0;
	}
	fprintf(stderr, "usage: %s integer|memory|io NUMBER\n", argv[0]);
	return 2;
}
