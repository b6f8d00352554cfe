// SPDX-License-Identifier: GPL-2.0-only
/*
 * args.c - see args.h.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/args.h"
#include "util/die.h"

double number_arg(struct argp_state *state, const char *what, const char *arg,
		  double least, double most)
{
	char *end;
	double x = strtod(arg, &end);

	/* strtod() also takes nan, inf and hexadecimal numbers. */
	if (*end || end == arg || !(x >= least && x <= most) ||
	    strspn(arg, "0123456789.e+-") != strlen(arg))
		argp_error(state, "%s must be a number from %.10g to %.10g, not '%s'",
			   what, least, most, arg);
	return x;
}

double whole_arg(struct argp_state *state, const char *what, const char *arg, double least,
		 double most)
{
	double x = number_arg(state, what, arg, least, most);

	if (strspn(arg, "0123456789") != strlen(arg))
		argp_error(state, "%s must be a whole number, not '%s'", what, arg);
	return x;
}

bool time_read(const char *arg, double *seconds, bool *unit)
{
	static const struct {
		const char *unit;
		double seconds;
	} units[] = {
		{ "", 1 }, { "s", 1 }, { "ms", 1 / 1e3 }, { "us", 1 / 1e6 }, { "ns", 1 / 1e9 },
		{ "m", 60 }, { "min", 60 }, { "h", 3600 },
	};
	size_t n = strspn(arg, "0123456789."), i;
	char *end, *number = xasprintf("%.*s", (int)n, arg);
	double x = strtod(number, &end);
	bool whole = n && !*end;

	free(number);
	*unit = arg[n];
	for (i = 0; whole && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(arg + n, units[i].unit))
			continue;
		*seconds = x * units[i].seconds;
		return true;
	}
	return false;
}

double time_arg(struct argp_state *state, const char *what, const char *arg, double least,
		double most)
{
	double x = 0;
	bool unit;

	if (!time_read(arg, &x, &unit))
		argp_error(state, "%s must be a time like 1, 1s, 500ms or 5m, not '%s'", what, arg);
	/* perf stat takes ms, and would mean a second by 1000. */
	if (!unit && x >= MOST_WITHOUT_UNIT)
		argp_error(state, "%s %s: say %sms or %ss", what, arg, arg, arg);
	if (!(x >= least && x <= most))
		argp_error(state, "%s must be a time from %.10gs to %.10gs, not '%s'", what, least,
			   most, arg);
	return x;
}

void file_arg(struct argp_state *state, const char *arg, const char **file, unsigned int most,
	      const char *what)
{
	if (state->arg_num >= most)
		argp_error(state, "%s %s%s enough", most > 1 ? "two" : "one", what,
			   most > 1 ? "s are" : " is");
	file[state->arg_num] = arg;
	if (state->arg_num && !strcmp(file[0], "-") && !strcmp(file[1], "-"))
		argp_error(state, "only one of the two can be stdin");
}
