/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nearest.h - what somebody may have meant.
 */
#ifndef KVMTRAP_NEAREST_H
#define KVMTRAP_NEAREST_H

#include <stddef.h>

/*
 * nearest - the one of @names, @n of them at a distance of @step bytes, that looks
 *	     most like @word; NULL if none does
 */
const char *nearest(const char *word, const void *names, size_t n, size_t step);

/* For the end of a message: "; did you mean 'NAME'?", or @otherwise if @name is NULL. */
const char *did_you_mean(const char *name, const char *otherwise);

#endif
