// SPDX-License-Identifier: GPL-2.0-only
/*
 * number.c - see number.h.
 */
#include <errno.h>
#include <stdlib.h>

#include "util/number.h"

bool parse_number(const char *text, uint64_t *value)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 10);
	return !*end && !errno;
}
