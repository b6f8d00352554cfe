/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * args.h - numbers on command lines.
 */
#ifndef VMM_ARGS_H
#define VMM_ARGS_H

#include <argp.h>
#include <stdint.h>

/* @arg as a number from 1 to @most; or a message that calls it @what, and the end. */
uint64_t number_arg(const char *arg, uint64_t most, const char *what, struct argp_state *state);

#endif
