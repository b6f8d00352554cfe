/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fuzz.h - what the fuzzed parts of kvmtrap are run by. Each fuzz_*.c is one
 * libFuzzer program: its fuzz_one() takes the bytes, and aborts where the answer
 * is wrong. A message of the program's die() ends the run, which is no error;
 * what the run had allocated until then is freed, so that leaks elsewhere show.
 */
#ifndef KVMTRAP_FUZZ_H
#define KVMTRAP_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

void fuzz_one(const uint8_t *data, size_t size);

/* The bytes as a file: its path, good until the next call with this @slot. */
const char *fuzz_file(unsigned int slot, const uint8_t *data, size_t size);

/* As strdup(), of @size bytes. */
char *fuzz_text(const uint8_t *data, size_t size);

#define MUST(condition)			\
	do {				\
		if (!(condition))	\
			abort();	\
	} while (0)

#endif
