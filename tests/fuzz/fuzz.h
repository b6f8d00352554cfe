/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fuzz.h - how parts of kvmtrap are fuzzed. Each fuzz_*.c is one libFuzzer program. Its
 * fuzz_one() takes the bytes, and aborts if the answer is wrong. A run that ends in die()
 * of kvmtrap is no error. What it had allocated is then freed, so that only real leaks
 * show.
 */
#ifndef KVMTRAP_FUZZ_H
#define KVMTRAP_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

void fuzz_one(const uint8_t *data, size_t size);

/* Write the bytes to a file. Return its path, valid until the next call with this @slot. */
const char *fuzz_file(unsigned int slot, const uint8_t *data, size_t size);

/* Return a copy of the bytes as a string, to be freed. */
char *fuzz_text(const uint8_t *data, size_t size);

#define MUST(condition)			\
	do {				\
		if (!(condition))	\
			abort();	\
	} while (0)

#endif
