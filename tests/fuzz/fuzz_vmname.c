// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_vmname.c - find names in the command lines of VMMs. In the tables a name must be one
 * word of printable ASCII.
 */
#include <string.h>

#include <jansson.h>

#include "input/vmname.h"
#include "util/word.h"
#include "fuzz.h"

static void check(const char *name)
{
	char *word = escape_word(name), *back, *utf8;
	const char *p;
	json_t *json;

	MUST(*word);
	for (p = word; *p; p++)
		MUST(*p > ' ' && *p <= '~');
	/* The name can be made of the word again. */
	back = unescape_word(word);
	utf8 = valid_utf8(name);
	MUST(!*name || !strcmp(back, utf8));
	json = json_string(utf8);
	MUST(json);
	json_decref(json);
	free(back);
	free(utf8);
	free(word);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	/* The same as when /proc/PID/cmdline is read: a terminator follows. */
	char *args = fuzz_text(data, size);
	struct vmm_names names;

	vmm_names_of_args(&names, args, size);
	if (names.name)
		check(names.name);
	MUST(!names.uuid || strlen(names.uuid) == 36);
	MUST(!names.domain || strspn(names.domain, "0123456789") == strlen(names.domain));
	vmm_names_free(&names);
	free(args);
}
