// SPDX-License-Identifier: GPL-2.0-only
/*
 * reset.c - set all counters to zero.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "input/parameter.h"
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
	int err;

	parse_args(&argp, NULL, argc, argv, 0, NULL);
	if (parameter_write("reset", "1"))
		return STATUS_OK;
	err = errno;
	if (access(PARAMETERS, F_OK))
		die("the module is not loaded: modprobe kvmtrapcount");
	if (err == EACCES)
		die("only root may reset the counters");
	die("cannot write %s: %s", PARAMETERS "/reset", strerror(err));
}
