// SPDX-License-Identifier: GPL-2.0-only
/*
 * args.c - see args.h.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "lib/args.h"

uint64_t number_arg(const char *arg, uint64_t most, const char *what, struct argp_state *state)
{
	char *end;
	uint64_t n;

	errno = 0;
	n = strtoull(arg, &end, 0);
	if (errno || *end || end == arg || *arg == '-' || !n || n > most)
		argp_error(state, "%s must be a number from 1 to %" PRIu64 ", not '%s'", what, most,
			   arg);
	return n;
}
