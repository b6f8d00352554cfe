// SPDX-License-Identifier: GPL-2.0-only
/*
 * arch.c - see arch.h.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "input/arch.h"
#include "util/file_text.h"

const char *const arch_names[NR_ARCHS] = { "arm64", "x86" };

enum architecture arch_find(const char *name)
{
	enum architecture arch = 0;

	while (arch < NR_ARCHS && strcmp(name, arch_names[arch]))
		arch++;
	return arch;
}

enum architecture arch_of_host(void)
{
	struct utsname u;

	uname(&u);
	return strcmp(u.machine, "x86_64") ? ARCH_ARM64 : ARCH_X86;
}

bool arch_host_has(const char *flag)
{
	char *text = file_text("/proc/cpuinfo"), *line = text ? strstr(text, "\nflags") : NULL, *word;
	bool has = false;

	if (line) {
		line++;
		line[strcspn(line, "\n")] = '\0';
		while (!has && (word = strsep(&line, " \t")))
			has = !strcmp(word, flag);
	}
	free(text);
	return has;
}

bool arch_host_is_intel(void)
{
	return arch_host_has("vmx");
}
