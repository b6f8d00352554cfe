/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * process.h - run commands.
 */
#ifndef KVMTRAP_PROCESS_H
#define KVMTRAP_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* The exit status if there is no such command, the same as a shell's. */
#define STATUS_NO_COMMAND	127

/* Die with a message that names the Debian package, unless @program is in PATH. */
void process_needs(const char *program, const char *package);

/**
 * process_start() - Start a command.
 * @argv: the command and its arguments
 * @in: its stdin
 * @out: its stdout
 * @aside: keep Ctrl-C at the terminal from it
 *
 * Return: its PID, or -1 after a message if there is no such command.
 */
pid_t process_start(char **argv, int in, int out, bool aside);

/* Return: true if the process has ended; process_status() is still to be called. */
bool process_is_over(pid_t pid);

/* Wait for the end. Return: the exit status, or 128 and the signal that ended it. */
int process_status(pid_t pid);

#endif
