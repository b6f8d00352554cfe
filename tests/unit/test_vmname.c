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
	const char *name, *uuid, *domain;	/* NULL: there is none */
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
	{ ARGS("qemu-system-x86_64", "-name", "guest=web", "-uuid",
	       "4DEA22B3-1D52-d8f3-2516-782e98ab3fa0", "-object",
	       "{\"qom-type\":\"secret\",\"id\":\"masterKey0\",\"file\":"
	       "\"/var/lib/libvirt/qemu/domain-17-web/master-key.aes\"}"),
	  "web", "4dea22b3-1d52-d8f3-2516-782e98ab3fa0", "17" },
	{ ARGS("qemu-kvm", "-chardev",
	       "socket,path=/home/a/.config/libvirt/qemu/lib/domain-2-x-3/monitor.sock"),
	  NULL, NULL, "2" },
	{ ARGS("qemu-system-x86_64", "-uuid", "4dea22b3-1d52-d8f3-2516-782e98ab3fa"), NULL },
	{ ARGS("qemu-system-x86_64", "-uuid", "4dea22b3-1d52-d8f3-2516-782e98ab3fa00"), NULL },
	{ ARGS("qemu-system-x86_64", "-uuid", "gdea22b3-1d52-d8f3-2516-782e98ab3fa0"), NULL },
	{ ARGS("qemu-system-x86_64", "-uuid"), NULL },
	{ ARGS("qemu-system-x86_64", "-drive", "/var/lib/libvirt/images/domain-5-x"), NULL },
	{ ARGS("qemu-system-x86_64", "-drive", "/var/lib/libvirt/qemu/domain-x-5"), NULL },
	{ ARGS("crosvm", "run", "-uuid", "4dea22b3-1d52-d8f3-2516-782e98ab3fa0"), NULL },
};

static void compare(unsigned int i, const char *what, const char *is, const char *expected)
{
	CHECK(!strcmp(is ?: "none", expected ?: "none"), "case %u: %s %s, expected %s", i, what,
	      is ?: "none", expected ?: "none");
}

static void of_args(void)
{
	unsigned int i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vmm_names names;
		char args[512] = "";
		size_t size = 0;

		for (j = 0; cases[i].args[j]; j++) {
			strcpy(args + size, cases[i].args[j]);
			size += strlen(args + size) + 1;
		}
		vmm_names_of_args(&names, args, size);
		compare(i, "name", names.name, cases[i].name);
		compare(i, "UUID", names.uuid, cases[i].uuid);
		compare(i, "domain", names.domain, cases[i].domain);
		vmm_names_free(&names);
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
