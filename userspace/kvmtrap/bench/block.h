/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * block.h - a part of a round: first without the module, then with one attachment of it in
 * each setting.
 */
#ifndef KVMTRAP_BENCH_BLOCK_H
#define KVMTRAP_BENCH_BLOCK_H

#include <stdbool.h>

#include "bench/rounds.h"

/* What an exit of each kind takes, in ns. */
struct block {
	double without[BENCH_KINDS], with[BENCH_PER][BENCH_KINDS];
};

/**
 * block_measure() - Measure a block.
 * @b: what to measure; gets what is to be left out from now on, and what failed
 * @attach: the attachment
 * @backwards: begin at the end
 * @block: set to what was measured, but for what is left out
 *
 * Return: false if the block is not whole.
 */
bool block_measure(struct bench *b, unsigned int attach, bool backwards, struct block *block);

#endif
