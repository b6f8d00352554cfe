// SPDX-License-Identifier: GPL-2.0-only
/*
 * wrong.c - see wrong.h.
 */
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wrong.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char found[1024];

bool wrong(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	pthread_mutex_lock(&lock);
	if (!*found)
		vsnprintf(found, sizeof(found), format, args);
	pthread_mutex_unlock(&lock);
	va_end(args);
	return false;
}

const char *what_is_wrong(void)
{
	static char copy[sizeof(found)];

	pthread_mutex_lock(&lock);
	memcpy(copy, found, sizeof(copy));
	pthread_mutex_unlock(&lock);
	return *copy ? copy : NULL;
}

void nothing_is_wrong(void)
{
	pthread_mutex_lock(&lock);
	*found = '\0';
	pthread_mutex_unlock(&lock);
}

void give_up(const char *what)
{
	fprintf(stderr, "walk: %s: %s\n", what, strerror(errno));
	exit(2);
}
