// SPDX-License-Identifier: GPL-2.0-only
/*
 * reset.c - set all counters to zero.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/snapshot.h"
#include "util/die.h"

static error_t parse(int key, char *arg, struct argp_state *state)
{
	if (key == 'v' || key == 'p')
		argp_error(state, "the module resets all VMs at once; kvmtrap stat --vm VM -- "
				  "COMMAND, or kvmtrap save and diff, show what one VM does "
				  "from now on");
	return no_arguments(key, arg, state);
}

/* Everybody expects them to be here. */
static const struct argp_option options[] = {
	{ "vm", 'v', "VM", OPTION_HIDDEN },
	{ "pid", 'p', "PID", OPTION_HIDDEN },
	{ 0 }
};

static const struct argp argp = {
	options, parse, "",
	"Set all counters to zero, for everybody on this host who reads them, and forget VMs "
	"that have ended. Needs root."
};

int cmd_reset(int argc, char **argv)
{
	int fd;

	parse_args(&argp, NULL, argc, argv, 0, NULL);
	fd = open(PARAMETERS "/reset", O_WRONLY | O_CLOEXEC);
	if (fd < 0 && access(PARAMETERS, F_OK))
		die("the module is not loaded: modprobe kvmtrapcount");
	if (fd < 0 && errno == EACCES)
		die("only root may reset the counters");
	if (fd < 0 || write(fd, "1", 1) != 1)
		die("cannot write %s: %s", PARAMETERS "/reset", strerror(errno));
	close(fd);
	return STATUS_OK;
}
