// SPDX-License-Identifier: GPL-2.0-only
/* Fields look as printf() prints them, in a text that grows. Where memory fails nothing is left. */
#include <stdlib.h>
#include <string.h>

#include <linux/slab.h>

#include "publish/text.h"
#include "unit.h"

static struct text text;
static char printed[1 << 16];

static void begin(void)
{
	free(text.data);
	memset(&text, 0, sizeof(text));
	printed[0] = '\0';
	unit_allocations_left = -1;
}

#define PRINT(...) sprintf(printed + strlen(printed), __VA_ARGS__)

static void same(const char *what)
{
	CHECK(text.size == strlen(printed) && !memcmp(text.data, printed, text.size),
	      "%s: '%.*s', printf: '%s'", what, (int)text.size, text.data ?: "", printed);
}

static void numbers(void)
{
	static const u64 near[] = { 0, 1, 9, 10, 99, 100, 4294967295, 4294967296,
				    9999999999, 10000000000, ~0ull / 10, ~0ull };
	unsigned int width, i;
	u64 n;

	for (width = 0; width <= 22; width++) {
		begin();
		for (i = 0; i < sizeof(near) / sizeof(near[0]); i++) {
			text_number(&text, width, near[i]);
			PRINT("%*llu ", width, (unsigned long long)near[i]);
		}
		for (n = 1; n < ~0ull / 7; n *= 7) {
			text_number(&text, width, n);
			PRINT("%*llu ", width, (unsigned long long)n);
		}
		same("numbers");
	}
}

static void words(void)
{
	static const char *const some[] = { "", "-", "exits", "signal_exits",
					    "twenty-two characters" };
	unsigned int width, i;

	for (width = 0; width <= 30; width++) {
		begin();
		for (i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
			text_word(&text, some[i]);
			text_left(&text, width, some[i]);
			text_right(&text, width, some[i]);
			PRINT("%s%-*s %*s ", some[i], width, some[i], width, some[i]);
		}
		same("words");
	}
}

static void hundredths(void)
{
	static const u64 some[] = { 0, 1, 10, 99, 100, 1234, 10000, 123456789 };
	unsigned int i;

	begin();
	for (i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		text_hundredths(&text, 7, some[i]);
		PRINT("%4llu.%02llu ", (unsigned long long)some[i] / 100,
		      (unsigned long long)some[i] % 100);
	}
	same("hundredths");
}

static void lines_and_growth(void)
{
	struct text more = { 0 };
	unsigned int i;

	begin();
	text_end(&text);
	SAME(text.size, 0, "size of an empty line");
	for (i = 0; i < 1000; i++) {
		text_number(&text, 10, i);
		text_left(&text, 7, "vcpu");
		text_end(&text);
		PRINT("%10u %-7s\n", i, "vcpu");
	}
	text_number(&more, 0, 7);
	text_append(&text, &more);
	PRINT("7 ");
	same("1000 lines");
	CHECK(!more.data, "the other text is not freed");
	/* A text that is empty becomes the other one. */
	text_append(&more, &text);
	CHECK(!text.data && more.size == strlen(printed), "%zu", more.size);
	free(more.data);
}

static void no_memory(void)
{
	struct text more = { 0 };
	unsigned int left, i;

	for (left = 0; left < 3; left++) {
		begin();
		unit_allocations_left = left;
		for (i = 0; i < 2000; i++) {
			text_number(&text, 10, i);
			text_left(&text, 4, "-");
			text_right(&text, 4, "-");
			text_hundredths(&text, 7, i);
			text_word(&text, "word");
			text_end(&text);
		}
		CHECK(text.failed && !text.data && !text.size, "%zu bytes are left", text.size);
		unit_allocations_left = -1;
		text_word(&text, "word");
		CHECK(text.failed && !text.size, "a text that failed goes on");
	}
	text_word(&more, "word");
	text_append(&text, &more);
	CHECK(text.failed && !text.data && !more.data, "added to one that failed");
	begin();
	text_word(&text, "word");
	more = (struct text) { .failed = true };
	text_append(&text, &more);
	CHECK(text.failed && !text.data, "one that failed was added");
}

static const struct unit_case cases[] = {
	{ "numbers", numbers },
	{ "words", words },
	{ "hundredths", hundredths },
	{ "lines-and-growth", lines_and_growth },
	{ "no-memory", no_memory },
};
UNIT_MAIN(cases)
