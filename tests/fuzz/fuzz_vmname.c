// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz_vmname.c - command lines of VMMs. What a name is shown as is one word of
 * printable ASCII, or the tables would lose their columns.
 */
#include <string.h>

#include "../../userspace/kvmtrap/vmname.h"
#include "fuzz.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	/* As /proc/PID/cmdline is read: with a terminator behind it. */
	char *args = fuzz_text(data, size), *name = vmname_of_args(args, size), *word;
	const char *p;

	if (name) {
		word = word_of(name);
		MUST(*word);
		for (p = word; *p; p++)
			MUST(*p > ' ' && *p <= '~');
		free(word);
	}
	free(name);
	free(args);
}
