/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * process.h - commands that are run.
 */
#ifndef KVMTRAP_PROCESS_H
#define KVMTRAP_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* The end, with the Debian package that has it, if @program is not in PATH. */
void process_needs(const char *program, const char *package);

/*
 * process_start - it ends with status 127, and a message, if there is no such
 *		   command
 * @out: its stdout
 * @aside: Ctrl-C at the terminal is not for it
 */
pid_t process_start(char **argv, int out, bool aside);

bool process_is_over(pid_t pid);

/* Wait for it: its status, 128 and more if a signal ended it. */
int process_status(pid_t pid);

#endif
