// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - see programs.h.
 */
#include <stdio.h>
#include <string.h>

#include "programs.h"
#include "wrong.h"

static struct {
	char name[16], passes[24];
	unsigned int vcpus;
} programs[MOST_PROGRAMS];
static unsigned int programs_known;

/*
 * Add a program. @line is "NAME what it does (wants N vCPUs) (at most N passes)"; what is in
 * brackets may be missing.
 */
static void add(const char *line)
{
	const char *wants = strstr(line, "(wants "), *most = strstr(line, "(at most ");

	if (sscanf(line, "%15s", programs[programs_known].name) != 1)
		return;
	if (wants)
		sscanf(wants, "(wants %u", &programs[programs_known].vcpus);
	strcpy(programs[programs_known].passes, "1000000000");
	if (most)
		sscanf(most, "(at most %23[0-9]", programs[programs_known].passes);
	programs_known++;
}

void programs_init(const char *path)
{
	char command[128], line[256];
	FILE *f;

	snprintf(command, sizeof(command), "%s --list", path);
	f = popen(command, "re");
	while (f && programs_known < MOST_PROGRAMS && fgets(line, sizeof(line), f))
		add(line);
	if (!f || pclose(f) || !programs_known)
		give_up(command);
}

unsigned int nr_programs(void)
{
	return programs_known;
}

const char *program_name(unsigned int n)
{
	return programs[n].name;
}

unsigned int program_by_name(const char *name)
{
	unsigned int n;

	for (n = 0; n < programs_known && strcmp(programs[n].name, name); n++)
		;
	return n % programs_known;
}

const char *program_passes(const char *name)
{
	return programs[program_by_name(name)].passes;
}

unsigned int program_vcpus(unsigned int n)
{
	return programs[n].vcpus;
}

static const struct {
	const char *what, *name;
} traits[] = {
	{ "needs-signals", "wfi" }, { "needs-signals", "spin" }, { "needs-signals", "fuzz" },
	{ "never-enters", "never" },
};

bool program_is(const char *what, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++)
		if (!strcmp(traits[i].what, what) && !strcmp(traits[i].name, name))
			return true;
	return false;
}
