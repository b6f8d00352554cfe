// SPDX-License-Identifier: GPL-2.0-only
/*
 * text.c - see text.h.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "text.h"

/* One read() returns no more than this. */
#define TEXT_MOST	((size_t)INT_MAX)
#define TEXT_FIRST	((size_t)4096)

void text_fail(struct text *t)
{
	kvfree(t->data);
	*t = (struct text) { .failed = true };
}

/* More room: what is there is copied, not made again. */
static bool text_grow(struct text *t, size_t n)
{
	size_t room = max(t->room, TEXT_FIRST);
	char *data = NULL;

	while (room - t->size < n && room <= TEXT_MOST)
		room *= 2;
	if (!t->failed && room <= TEXT_MOST)
		data = kvmalloc(room, GFP_KERNEL | __GFP_NOWARN);
	if (!data) {
		text_fail(t);
		return false;
	}
	if (t->size)
		memcpy(data, t->data, t->size);
	kvfree(t->data);
	t->data = data;
	t->room = room;
	return true;
}

/* Behind a field there is room for what blank() writes too much. */
#define BLANKS	"        "
#define BLANKS_SIZE	(sizeof(BLANKS) - 1)

/* Where the next @n bytes go, which are part of the text from now on; or NULL. */
static char *text_take(struct text *t, size_t n)
{
	if (unlikely(t->room - t->size < n + BLANKS_SIZE) &&
	    !text_grow(t, n + BLANKS_SIZE))
		return NULL;
	t->size += n;
	return t->data + t->size - n;
}

static void blank(char *to, size_t n)
{
	char *end = to + n;

	for (; to < end; to += BLANKS_SIZE)
		memcpy(to, BLANKS, BLANKS_SIZE);
}

void text_word(struct text *t, const char *word)
{
	size_t n = strlen(word);
	char *to = text_take(t, n);

	if (to)
		memcpy(to, word, n);
}

void text_left(struct text *t, unsigned int width, const char *word)
{
	size_t n = strlen(word), most = max_t(size_t, n, width);
	char *to = text_take(t, most + 1);

	if (!to)
		return;
	memcpy(to, word, n);
	blank(to + n, most - n + 1);
}

void text_right(struct text *t, unsigned int width, const char *word)
{
	size_t n = strlen(word), most = max_t(size_t, n, width);
	char *to = text_take(t, most + 1);

	if (!to)
		return;
	blank(to, most - n);
	memcpy(to + most - n, word, n);
	to[most] = ' ';
}

/* False if @n has more digits than there is room for. */
static bool put_number(char *to, unsigned int width, u64 n)
{
	do {
		if (!width)
			return false;
		to[--width] = '0' + n % 10;
		n /= 10;
	} while (n);
	return true;
}

void text_number(struct text *t, unsigned int width, u64 n)
{
	char *to = text_take(t, width + 1);

	if (!to)
		return;
	blank(to, width + 1);
	while (!put_number(to, width, n)) {
		/* One column more, which may be elsewhere. */
		t->size -= width + 1;
		to = text_take(t, ++width + 1);
		if (!to)
			return;
		to[width] = ' ';
	}
}

void text_hundredths(struct text *t, unsigned int width, u64 n)
{
	unsigned int decimals = n % 100;
	char *to;

	text_number(t, width - 3, n / 100);
	to = text_take(t, 3);
	if (!to)
		return;
	/* In place of the blank. */
	to[-1] = '.';
	to[0] = '0' + decimals / 10;
	to[1] = '0' + decimals % 10;
	to[2] = ' ';
}

void text_end(struct text *t)
{
	if (t->size)
		t->data[t->size - 1] = '\n';
}

void text_append(struct text *t, struct text *more)
{
	char *to;

	if (more->failed) {
		text_fail(t);
	} else if (!t->data && !t->failed) {
		*t = *more;
		more->data = NULL;
	} else {
		to = text_take(t, more->size);
		if (to && more->size)
			memcpy(to, more->data, more->size);
	}
	kvfree(more->data);
	*more = (struct text) { 0 };
}
