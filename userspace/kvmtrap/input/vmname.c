// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmname.c - see vmname.h.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/vmname.h"
#include "util/die.h"

/* Options that name a VM, by the VMM's documentation. */
static const struct {
	const char *vmm;	/* how its command's name begins */
	const char *option;
} options[] = {
	{ "qemu", "-name" },
	{ "qemu", "--name" },
	{ "kvm", "-name" },
	{ "lkvm", "--name" },
	{ "lkvm", "-n" },
	{ "crosvm", "--name" },
	{ "firecracker", "--id" },
	{ "jailer", "--id" },
};

/*
 * QEMU's -name takes guest=NAME,debug-threads=on,... or NAME first; a comma of
 * the name is written twice.
 */
static char *qemu_name(const char *value)
{
	const char *guest = strstr(value, "guest=");
	char *name, *to;

	if (guest && (guest == value || guest[-1] == ','))
		value = guest + strlen("guest=");
	name = to = xasprintf("%s", value);
	for (; *value; value++) {
		if (*value == ',' && *++value != ',')
			break;
		*to++ = *value;
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

static char *named_by(const char *command, const char *arg, const char *next)
{
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		const char *vmm = options[i].vmm, *value;

		if (strncmp(command, vmm, strlen(vmm)))
			continue;
		value = value_of(options[i].option, arg, next);
		if (value && *value)
			return qemu_name(value);
	}
	return NULL;
}

char *vmname_of_args(const char *args, size_t size)
{
	const char *end = args + size, *arg, *command;
	char *name = NULL;

	command = strrchr(args, '/') ? strrchr(args, '/') + 1 : args;
	for (arg = args; !name && arg < end; arg += strlen(arg) + 1) {
		const char *next = arg + strlen(arg) + 1;

		name = named_by(command, arg, next < end ? next : NULL);
	}
	return name;
}

char *vmname_of_pid(const char *pid)
{
	char *path = xasprintf("/proc/%s/cmdline", pid);
	static char args[1 << 16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n, size = 0;

	free(path);
	if (fd < 0)
		return NULL;
	while ((n = read(fd, args + size, sizeof(args) - 1 - size)) > 0)
		size += n;
	close(fd);
	args[size] = '\0';
	return size ? vmname_of_args(args, size) : NULL;
}
