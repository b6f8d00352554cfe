/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * args.h - numbers on command lines, and what the command prints.
 */
#ifndef VMM_ARGS_H
#define VMM_ARGS_H

#include <argp.h>
#include <stdint.h>

/**
 * number_arg() - Parse a number of the command line.
 * @arg: the text
 * @most: the largest number that is allowed; the smallest is 1
 * @what: what to call it in a message
 * @state: argp's
 *
 * Ends the program with a message if @arg is no such number.
 *
 * Return: the number.
 */
uint64_t number_arg(const char *arg, uint64_t most, const char *what, struct argp_state *state);

/*
 * Make the program end with status 2, after a message, if not all of what it prints could be
 * written: to be called before it prints. It is true of --help and --version as well.
 */
void output_must_be_written(void);

#endif
