/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * args.h - arguments that are numbers or times, and files.
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

/* Read such a time. Return: true, or false if it is none. @unit: set if it has a unit */
bool time_read(const char *arg, double *seconds, bool *unit);

/* A number of so many and more without a unit may be meant to be of ms. */
#define MOST_WITHOUT_UNIT	100

/**
 * file_arg() - Take an argument of a command that takes files.
 * @state: argp's, at ARGP_KEY_ARG
 * @arg: the argument
 * @file: the files that were taken, in their order: room for @most
 * @most: 1 or 2; of two files only one can be stdin
 * @what: what the files are, for a message
 *
 * Ends the program with a message if there are more.
 */
void file_arg(struct argp_state *state, const char *arg, const char **file, unsigned int most,
	      const char *what);

#endif
