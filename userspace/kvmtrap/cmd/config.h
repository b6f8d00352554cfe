/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * config.h - the file of a user's habits: lines "KEY = VALUE".
 */
#ifndef KVMTRAP_CONFIG_H
#define KVMTRAP_CONFIG_H

struct config_key {
	const char *name;
	const char *takes;	/* what a value is, for the message about one that is none */
	/* Take over a value, which lives as long as the program. Return: 0, or -1 if it is none. */
	int (*take)(char *value);
};

/**
 * config_read() - Read the file, if there is one.
 * @keys: what it may have; the last one has no name
 *
 * It is $XDG_CONFIG_HOME/kvmtrap/config, or ~/.config/kvmtrap/config. Dies, with the
 * number of the line, if a line is wrong.
 */
void config_read(const struct config_key *keys);

#endif
