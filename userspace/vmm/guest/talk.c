// SPDX-License-Identifier: GPL-2.0-only
/*
 * talk.c - says 1, 2, 3, ... and never ends: an exit to the VMM each.
 */
#include "guest/guest.h"

int main(void)
{
	uint32_t n;

	for (n = 1; ; n++)
		hc_print32bit(n);
}
