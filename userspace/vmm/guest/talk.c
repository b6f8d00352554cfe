// SPDX-License-Identifier: GPL-2.0-only
/*
 * talk.c - prints 1, 2, 3, ... and never ends: one exit to the VMM for each.
 */
#include "guest/guest.h"

int main(void)
{
	uint32_t n;

	for (n = 1; ; n++)
		hc_print32bit(n);
}
