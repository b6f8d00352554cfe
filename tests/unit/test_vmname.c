// SPDX-License-Identifier: GPL-2.0-only
/* Names of VMs from the command lines of VMMs. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "input/vmname.h"
#include "util/word.h"
#include "unit.h"

#define ARGS(...) (const char *const[]){ __VA_ARGS__, NULL }

static const struct {
	const char *const *args;
	const char *name;	/* NULL: there is none */
} cases[] = {
	{ ARGS("/usr/bin/qemu-system-aarch64", "-name", "guest=web,debug-threads=on"), "web" },
	{ ARGS("qemu-system-aarch64", "-M", "virt", "-name", "plain"), "plain" },
	{ ARGS("qemu-system-aarch64", "-name", "debug-threads=on,guest=late"), "late" },
	{ ARGS("qemu-system-aarch64", "-name", "guest=a,,b,process=x"), "a,b" },
	{ ARGS("qemu-kvm", "--name", "two dashes"), "two dashes" },
	{ ARGS("/usr/libexec/qemu-kvm", "-name=equals"), "equals" },
	{ ARGS("qemu-system-aarch64", "-namex", "no"), NULL },
	{ ARGS("qemu-system-aarch64", "-name"), NULL },
	{ ARGS("qemu-system-aarch64", "-name", ""), NULL },
	{ ARGS("lkvm", "run", "--name", "tool"), "tool" },
	{ ARGS("lkvm", "run", "-n", "short"), "short" },
	{ ARGS("crosvm", "run", "--name=chrome"), "chrome" },
	{ ARGS("/opt/firecracker", "--id", "fire"), "fire" },
	{ ARGS("cloud-hypervisor", "--name", "not known"), NULL },
	{ ARGS("trapgen", "-name", "x"), NULL },
};

static void of_args(void)
{
	unsigned int i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char args[256] = "", *name;
		size_t size = 0;

		for (j = 0; cases[i].args[j]; j++) {
			strcpy(args + size, cases[i].args[j]);
			size += strlen(args + size) + 1;
		}
		name = vmname_of_args(args, size);
		CHECK(!strcmp(name ?: "none", cases[i].name ?: "none"), "case %u: %s, expected %s",
		      i, name ?: "none", cases[i].name ?: "none");
		free(name);
	}
}

static void as_a_word(void)
{
	char *word = escape_word("a b\\\xc3\n");

	CHECK(!strcmp(word, "a\\040b\\134\\303\\012"), "%s", word);
	free(word);
	word = escape_word("");
	CHECK(!strcmp(word, "-"), "'%s' for nothing", word);
	free(word);
}

static const struct unit_case unit_cases[] = {
	{ "of-args", of_args },
	{ "as-a-word", as_a_word },
};
UNIT_MAIN(unit_cases)
