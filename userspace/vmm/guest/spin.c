// SPDX-License-Identifier: GPL-2.0-only
/*
 * spin.c - counts in its memory and never ends, without an exit of its own.
 */
#include "guest/guest.h"

int main(void)
{
	uint64_t n;

	for (n = 1; ; n++)
		store64(PROGRESS, n);
}
