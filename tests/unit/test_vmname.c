// SPDX-License-Identifier: GPL-2.0-only
/* Names of VMs from the command lines of VMMs. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "input/vmname.h"
#include "util/word.h"
#include "unit.h"

#define ARGS(...) (const char *const[]){ __VA_ARGS__, NULL }

/*
 * How libvirt 9.0 starts a domain "my web, second". Its folder is named only once, as libvirt
 * opens the sockets in it.
 */
static const char *const of_libvirt[] = {
	"/usr/bin/qemu-system-x86_64", "-name", "guest=my web,, second,debug-threads=on", "-S",
	"-object", "{\"qom-type\":\"secret\",\"id\":\"masterKey0\",\"format\":\"raw\","
	"\"file\":\"/var/lib/libvirt/qemu/domain-2-my web, second/master-key.aes\"}",
	"-machine", "pc-i440fx-7.2,usb=off,dump-guest-core=off,memory-backend=pc.ram",
	"-accel", "tcg", "-cpu", "qemu64", "-m", "64",
	"-object", "{\"qom-type\":\"memory-backend-ram\",\"id\":\"pc.ram\",\"size\":67108864}",
	"-overcommit", "mem-lock=off", "-smp", "2,sockets=2,cores=1,threads=1",
	"-uuid", "0bd2aa9b-dc05-4e36-b90c-5433cbee2351", "-no-user-config", "-nodefaults",
	"-chardev", "socket,id=charmonitor,fd=32,server=on,wait=off",
	"-mon", "chardev=charmonitor,id=monitor,mode=control", "-rtc", "base=utc",
	"-no-shutdown", "-boot", "strict=on",
	"-device", "{\"driver\":\"piix3-usb-uhci\",\"id\":\"usb\",\"bus\":\"pci.0\","
	"\"addr\":\"0x1.0x2\"}",
	"-device",
	"{\"driver\":\"virtio-serial-pci\",\"id\":\"virtio-serial0\",\"bus\":\"pci.0\","
	"\"addr\":\"0x3\"}",
	"-blockdev", "{\"driver\":\"file\",\"filename\":\"/var/lib/libvirt/images/web.raw\","
	"\"node-name\":\"libvirt-1-storage\",\"cache\":{\"direct\":true,"
	"\"no-flush\":false},\"auto-read-only\":true,\"discard\":\"unmap\"}",
	"-blockdev", "{\"node-name\":\"libvirt-1-format\",\"read-only\":false,\"cache\":{"
	"\"direct\":true,\"no-flush\":false},\"driver\":\"raw\","
	"\"file\":\"libvirt-1-storage\"}",
	"-device", "{\"driver\":\"virtio-blk-pci\",\"bus\":\"pci.0\",\"addr\":\"0x4\","
	"\"share-rw\":true,\"drive\":\"libvirt-1-format\",\"id\":\"virtio-disk0\","
	"\"bootindex\":1,\"write-cache\":\"on\"}",
	"-chardev", "null,id=charserial0",
	"-device", "{\"driver\":\"isa-serial\",\"chardev\":\"charserial0\",\"id\":\"serial0\","
	"\"index\":0}",
	"-chardev", "socket,id=charchannel0,fd=31,server=on,wait=off",
	"-device", "{\"driver\":\"virtserialport\",\"bus\":\"virtio-serial0.0\",\"nr\":1,"
	"\"chardev\":\"charchannel0\",\"id\":\"channel0\","
	"\"name\":\"org.qemu.guest_agent.0\"}",
	"-audiodev", "{\"id\":\"audio1\",\"driver\":\"none\"}",
	"-vnc", "127.0.0.1:1,audiodev=audio1",
	"-device",
	"{\"driver\":\"cirrus-vga\",\"id\":\"video0\",\"bus\":\"pci.0\",\"addr\":\"0x2\"}",
	"-device", "{\"driver\":\"virtio-balloon-pci\",\"id\":\"balloon0\",\"bus\":\"pci.0\","
	"\"addr\":\"0x5\"}",
	"-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
	"-msg", "timestamp=on",
	NULL
};

static const struct {
	const char *const *args;
	const char *name, *uuid, *domain;	/* NULL: there is none */
} cases[] = {
	{ ARGS("/usr/bin/qemu-system-aarch64", "-name", "guest=web,debug-threads=on"), "web" },
	{ ARGS("qemu-system-aarch64", "-M", "virt", "-name", "plain"), "plain" },
	{ ARGS("qemu-system-aarch64", "-name", "debug-threads=on,guest=late"), "late" },
	{ ARGS("qemu-system-aarch64", "-name", "guest=a,,b,process=x"), "a,b" },
	{ ARGS("qemu-system-aarch64", "-name", "a,,guest=b,process=x"), "a,guest=b" },
	{ ARGS("qemu-system-aarch64", "-name", "a,,,guest=b"), "b" },
	{ ARGS("qemu-system-aarch64", "-name", "guest=a,,guest=b"), "a,guest=b" },
	{ ARGS("qemu-system-aarch64", "-name", "process=x,debug-threads=on"), NULL },
	{ ARGS("qemu-kvm", "--name", "two dashes"), "two dashes" },
	{ ARGS("/usr/libexec/qemu-kvm", "-name=equals"), "equals" },
	{ ARGS("qemu-system-aarch64", "-namex", "no"), NULL },
	{ ARGS("qemu-system-aarch64", "-name"), NULL },
	{ ARGS("qemu-system-aarch64", "-name", ""), NULL },
	{ ARGS("lkvm", "run", "--name", "tool"), "tool" },
	{ ARGS("lkvm", "run", "-n", "short"), "short" },
	{ ARGS("crosvm", "run", "--name=chrome"), "chrome" },
	{ ARGS("crosvm", "run", "--name=a=b,c"), "a=b,c" },
	{ ARGS("/opt/firecracker", "--id", "fire"), "fire" },
	{ ARGS("kvm", "-id", "100", "-name", "proxmox,debug-threads=on"), "proxmox" },
	{ of_libvirt, "my web, second", "0bd2aa9b-dc05-4e36-b90c-5433cbee2351", "2" },
	{ ARGS("/usr/bin/qemu-system-x86_64", "-name",
	       "guest=w\303\244b.1-domain-7-x,debug-threads=on", "-object",
	       "{\"qom-type\":\"secret\",\"id\":\"masterKey0\",\"file\":"
	       "\"/var/lib/libvirt/qemu/domain-5-w\303\244b.1-domain-7-x/master-key.aes\"}"),
	  "w\303\244b.1-domain-7-x", NULL, "5" },
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
		char args[4096] = "";
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

static void of_length(size_t length, bool taken)
{
	char args[512] = "lkvm\0--name";
	size_t before = sizeof("lkvm\0--name");
	struct vmm_names names;

	memset(args + before, 'x', length);
	vmm_names_of_args(&names, args, before + length + 1);
	CHECK(!!names.name == taken, "a name of %zu bytes: %s", length, names.name ?: "none");
	vmm_names_free(&names);
}

static void too_long(void)
{
	of_length(255, true);
	of_length(256, false);
}

static const struct unit_case unit_cases[] = {
	{ "of-args", of_args },
	{ "too-long", too_long },
	{ "as-a-word", as_a_word },
};
UNIT_MAIN(unit_cases)
