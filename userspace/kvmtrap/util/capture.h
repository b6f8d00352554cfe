/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * capture.h - run a short command, and keep what it writes.
 */
#ifndef KVMTRAP_CAPTURE_H
#define KVMTRAP_CAPTURE_H

#include <stddef.h>

#define CAPTURE_STOPPED	(-1)

/**
 * capture() - Run a command.
 * @argv: the command and its arguments
 * @cpu: it may run on this CPU only; -1: on any
 * @text: gets what it writes to stdout and stderr, as far as that fits
 * @size: of @text
 *
 * The command ends when this process ends, however that comes about, and when this process
 * is asked to stop (stop.h).
 *
 * Return: its exit status; 128 and the signal that ended it; 127 and a message in @text if
 * it could not be run; or CAPTURE_STOPPED.
 */
int capture(char **argv, int cpu, char *text, size_t size);

/* Return: the last line of @text, which loses its line end; "" if there is none. */
char *last_line(char *text);

#endif
