// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - see programs.h.
 */
#include <stdio.h>
#include <string.h>

#include "programs.h"
#include "wrong.h"

/* Those that cannot run on for ever, and how far they go. */
static const struct {
	const char *name, *passes;
} bounded[] = {
	{ "touch", "15000" }, { "mixed", "15000" }, { "dirty", "15000" }, { "readonly", "20000" },
	{ "jump", "1" }, { "walk", "1" }, { "walk-ram", "1" }, { "off", "1" }, { "fuzz", "3600" },
};

#define MOST_PROGRAMS 64
static char programs[MOST_PROGRAMS][16];
static unsigned int programs_known;

void programs_init(const char *path)
{
	char command[128], line[256];
	FILE *f;

	snprintf(command, sizeof(command), "%s --list", path);
	f = popen(command, "re");
	while (f && programs_known < MOST_PROGRAMS && fgets(line, sizeof(line), f))
		if (sscanf(line, "%15s", programs[programs_known]) == 1)
			programs_known++;
	if (!f || pclose(f) || !programs_known)
		give_up(command);
}

unsigned int nr_programs(void)
{
	return programs_known;
}

const char *program_name(unsigned int n)
{
	return programs[n];
}

unsigned int program_by_name(const char *name)
{
	unsigned int n;

	for (n = 0; n < programs_known && strcmp(programs[n], name); n++)
		;
	return n % programs_known;
}

const char *program_passes(const char *program)
{
	size_t i;

	for (i = 0; i < sizeof(bounded) / sizeof(bounded[0]); i++)
		if (!strcmp(bounded[i].name, program))
			return bounded[i].passes;
	return "1000000000";
}

static const struct {
	const char *what, *name;
} traits[] = {
	{ "needs-signals", "wfi" }, { "needs-signals", "spin" }, { "needs-signals", "fuzz" },
	{ "never-enters", "off-yet" }, { "never-enters", "never" },
};

bool program_is(const char *what, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++)
		if (!strcmp(traits[i].what, what) && !strcmp(traits[i].name, name))
			return true;
	return false;
}
