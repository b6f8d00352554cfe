// SPDX-License-Identifier: GPL-2.0-only
/*
 * spin.c - count in memory, without end and without an exit of its own.
 */
#include "guest/guest.h"

int main(void)
{
	uint64_t n;

	for (n = 1; ; n++)
		store64(PROGRESS, n);
}
