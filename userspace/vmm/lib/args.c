// SPDX-License-Identifier: GPL-2.0-only
/*
 * args.c - see args.h.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/args.h"

uint64_t number_arg(const char *arg, uint64_t most, const char *what, struct argp_state *state)
{
	char *end;
	uint64_t n;

	errno = 0;
	n = strtoull(arg, &end, 10);
	if (errno || *end || end == arg || *arg == '-' || !n || n > most)
		argp_error(state, "%s must be a number from 1 to %" PRIu64 ", not '%s'", what, most,
			   arg);
	return n;
}

/* The error of an earlier write is not known any more. */
static void check_output(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return;
	fprintf(stderr, "%s: cannot write the output\n", program_invocation_short_name);
	_exit(2);
}

void output_must_be_written(void)
{
	if (atexit(check_output)) {
		fprintf(stderr, "%s: atexit failed\n", program_invocation_short_name);
		exit(2);
	}
}
