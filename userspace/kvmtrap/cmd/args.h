/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * args.h - arguments of options that are numbers or times.
 */
#ifndef KVMTRAP_ARGS_H
#define KVMTRAP_ARGS_H

#include <argp.h>

/**
 * number_arg() - Parse the argument of an option that takes a number.
 * @state: argp's
 * @what: the option, for a message
 * @arg: its argument
 * @least: the smallest number that is allowed
 * @most: the largest one
 *
 * Return: the number; or ends the program with a message.
 */
double number_arg(struct argp_state *state, const char *what, const char *arg,
		  double least, double most);

/* The same for a whole number. */
double whole_arg(struct argp_state *state, const char *what, const char *arg, double least,
		 double most);

/*
 * The same for a time: in s, or with a unit. A number of 100 or more needs one, as other
 * tools take ms. Return: the time in s.
 */
double time_arg(struct argp_state *state, const char *what, const char *arg, double least,
		double most);

#endif
