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
 * process_start - -1, and a message, if there is no such command
 * @in, @out: its stdin and stdout
 * @aside: Ctrl-C at the terminal is not for it
 */
pid_t process_start(char **argv, int in, int out, bool aside);

/* The exit status where process_start() found none, as shells have it. */
#define STATUS_NO_COMMAND	127

bool process_is_over(pid_t pid);

/* Wait for it: its status, 128 and more if a signal ended it. */
int process_status(pid_t pid);

#endif
