// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmname.c - see vmname.h.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/vmname.h"
#include "util/die.h"

/* Options that name a VM, by the VMM's documentation. */
static const struct option {
	const char *vmm;	/* how its command's name begins */
	const char *option;
	bool uuid;		/* the value is its UUID */
} options[] = {
	{ "qemu", "-name" },
	{ "qemu", "--name" },
	{ "qemu", "-uuid", true },
	{ "qemu", "--uuid", true },
	{ "kvm", "-name" },
	{ "kvm", "-uuid", true },
	{ "lkvm", "--name" },
	{ "lkvm", "-n" },
	{ "crosvm", "--name" },
	{ "firecracker", "--id" },
	{ "jailer", "--id" },
};

/* Return where the next part of QEMU's list @part begins; NULL: nowhere. */
static const char *next_part(const char *part)
{
	for (part = strchr(part, ','); part; part = strchr(part + 2, ',')) {
		if (part[1] != ',')
			return part + 1;
	}
	return NULL;
}

/*
 * QEMU's -name takes guest=NAME,debug-threads=on,... or NAME first; a comma of
 * the name is written twice. NULL: it has no name.
 */
static char *qemu_name(const char *value)
{
	const char *from = value[strcspn(value, "=,")] == '=' ? NULL : value;
	char *name, *to;

	for (; value; value = next_part(value)) {
		if (!strncmp(value, "guest=", strlen("guest=")))
			from = value + strlen("guest=");
	}
	if (!from)
		return NULL;
	name = to = xasprintf("%s", from);
	for (; *from; from++) {
		if (*from == ',' && *++from != ',')
			break;
		*to++ = *from;
	}
	*to = '\0';
	return name;
}

/* Return the value of @option: the next argument, or what follows a "="; NULL: none. */
static const char *value_of(const char *option, const char *arg,
			    const char *next)
{
	size_t n = strlen(option);

	if (strncmp(arg, option, n))
		return NULL;
	if (arg[n] == '=')
		return arg + n + 1;
	return arg[n] ? NULL : next;
}

/* Return the UUID in lower case, or NULL if @text is none. */
static char *uuid_of(const char *text)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	char *uuid, *c;
	size_t i;

	for (i = 0; form[i]; i++) {
		if (form[i] == 'x' ? !isxdigit((unsigned char)text[i]) : text[i] != '-')
			return NULL;
	}
	if (text[i])
		return NULL;
	uuid = xasprintf("%s", text);
	for (c = uuid; *c; c++)
		*c = tolower((unsigned char)*c);
	return uuid;
}

/*
 * libvirt gives each running domain a folder, .../libvirt/qemu/domain-ID-NAME or below
 * .../libvirt/qemu/lib/, in which QEMU finds its secrets and sockets.
 */
static char *domain_of(const char *arg)
{
	const char *libvirt = strstr(arg, "/libvirt/qemu/");
	const char *folder = libvirt ? strstr(libvirt, "/domain-") : NULL;
	size_t digits;

	if (!folder)
		return NULL;
	folder += strlen("/domain-");
	digits = strspn(folder, "0123456789");
	if (!digits || digits > 10 || folder[digits] != '-')
		return NULL;
	return xasprintf("%.*s", (int)digits, folder);
}

bool vmm_is_qemu(const char *command)
{
	return !strncmp(command, "qemu", 4) || !strncmp(command, "kvm", 3);
}

/* A longer name would fill the screens and the metrics of all. libvirt's are files' names. */
#define LONGEST_NAME	255

/* Take what the option @arg, before @next, tells. What was told first stays. */
static void take(struct vmm_names *names, const char *command, const char *arg, const char *next)
{
	bool qemu = vmm_is_qemu(command);
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		const struct option *o = &options[i];
		const char *value;

		if (strncmp(command, o->vmm, strlen(o->vmm)))
			continue;
		value = value_of(o->option, arg, next);
		if (value && o->uuid && !names->uuid)
			names->uuid = uuid_of(value);
		if (value && *value && !o->uuid && !names->name)
			names->name = qemu ? qemu_name(value) : xasprintf("%s", value);
		if (names->name && strlen(names->name) > LONGEST_NAME) {
			free(names->name);
			names->name = NULL;
		}
	}
}

void vmm_names_of_args(struct vmm_names *names, const char *args, size_t size)
{
	const char *end = args + size, *arg, *command;
	bool qemu;

	memset(names, 0, sizeof(*names));
	command = strrchr(args, '/') ? strrchr(args, '/') + 1 : args;
	qemu = vmm_is_qemu(command);
	for (arg = args; arg < end; arg += strlen(arg) + 1) {
		const char *next = arg + strlen(arg) + 1;

		take(names, command, arg, next < end ? next : NULL);
		if (qemu && !names->domain)
			names->domain = domain_of(arg);
	}
}

void vmm_names_free(struct vmm_names *names)
{
	free(names->name);
	free(names->uuid);
	free(names->domain);
	*names = (struct vmm_names) { 0 };
}
