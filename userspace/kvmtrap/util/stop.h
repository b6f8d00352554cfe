/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stop.h - a program that ends in good order when it is asked to.
 */
#ifndef KVMTRAP_STOP_H
#define KVMTRAP_STOP_H

#include <stdbool.h>

/* From now on a signal is only noted, and interrupts what waits, but nothing that is written. */
void stop_on(int signal);

/* The same, unless it is ignored, as nohup and shells may have it. Return: false if it is. */
bool stop_on_unless_ignored(int signal);

/*
 * From stop_begin() on SIGINT, SIGTERM and SIGHUP, unless they are ignored, are only noted, as
 * those of stop_on() are. Until stop_end() they are let in only while stop_wait() waits, so that
 * none is missed before it.
 */
void stop_begin(void);
void stop_end(void);

/* Return: the last signal that was noted, or 0. */
int stopped(void);

/* Return the same, and forget it. */
int stop_take(void);

/* Ignore from now on what asks a program to end, and forget what was noted. */
void stop_ignore(void);

enum stop_event { STOP_READABLE, STOP_TIME_IS_UP, STOP_ASKED };

/**
 * stop_wait() - Wait for one of the events.
 * @fd: something to read from, or its end; -1: nothing
 * @ms: at most so long; -1: without end
 *
 * Return: which one it was.
 */
enum stop_event stop_wait(int fd, int ms);

#endif
