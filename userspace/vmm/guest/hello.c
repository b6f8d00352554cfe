// SPDX-License-Identifier: GPL-2.0-only
/*
 * hello.c - print texts and numbers by hypercalls, and how many exits that took.
 */
#include "guest/guest.h"

static void print(const char *text)
{
	hc_print_str(text);
}

/* Print @what and @value in hexadecimal, with one exit. */
static void print_address(const char *what, uint64_t value)
{
	static char text[64];
	char *to = text;
	int digit;

	while (*what)
		*to++ = *what++;
	*to++ = '0';
	*to++ = 'x';
	for (digit = 60; digit >= 0; digit -= 4)
		*to++ = "0123456789abcdef"[value >> digit & 15];
	*to++ = '\n';
	*to = '\0';
	print(text);
}

int main(void)
{
	static char by_type[64];
	const char *p;

	mmu_on();
	for (p = "Hello 695!\n"; *p; p++)
		hc_print8bit(*p);
	hc_print32bit(2048);
	hc_print32bit(4294967295u);
	hc_print32bit(hc_num_exits());
	print("CS695 Assignment 2\n");
	hc_print32bit(hc_num_exits());
	print_address("block ", hc_gva_to_hva(BLOCK_GVA + 0x1234));
	print_address("page  ", hc_gva_to_hva(PAGE_GVA + 0x567));
	print_address("none  ", hc_gva_to_hva(PAGE_GVA + 0x1000));
	hc_exits_by_type(by_type);
	print(by_type);
	return 0;
}
