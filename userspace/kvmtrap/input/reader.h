/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reader.h - go on without root: a process of its own opens the module's file.
 *
 * The text of the file is made when it is opened, and only root may open it. So whoever
 * wants another moment needs somebody who is root. The reader can do nothing but that: it
 * opens the file, and hands over what it opened.
 */
#ifndef KVMTRAP_READER_H
#define KVMTRAP_READER_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * reader_start() - Start the reader.
 *
 * It ends when this process and all that have its end of the socket have ended. Dies if it
 * cannot be started.
 */
void reader_start(void);

/* Return: true if there is a reader. */
bool reader_is_on(void);

/* Open the module's file with all tables. Return: a file descriptor, or -1 and errno. */
int reader_open(void);

#endif
