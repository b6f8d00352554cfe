/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nearest.h - guess what somebody meant.
 */
#ifndef KVMTRAP_NEAREST_H
#define KVMTRAP_NEAREST_H

#include <stddef.h>

/**
 * nearest() - Find the name that looks most like a word.
 * @word: what somebody typed
 * @names: the first of the names: a const char *, perhaps inside of a struct
 * @n: how many there are
 * @step: from one name to the next, in bytes
 *
 * Return: the name, or NULL if none looks like @word.
 */
const char *nearest(const char *word, const void *names, size_t n, size_t step);

/**
 * did_you_mean() - Make the end of a message.
 * @name: from nearest()
 * @otherwise: what to say if @name is NULL
 *
 * Return: "; did you mean 'NAME'?", which the next call overwrites; or @otherwise.
 */
const char *did_you_mean(const char *name, const char *otherwise);

#endif
