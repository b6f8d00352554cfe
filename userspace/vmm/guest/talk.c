// SPDX-License-Identifier: GPL-2.0-only
/*
 * talk.c - print 1, 2, 3, ... without end. Each number costs one exit to the VMM.
 */
#include "guest/guest.h"

int main(void)
{
	uint32_t n;

	for (n = 1; ; n++)
		hc_print32bit(n);
}
