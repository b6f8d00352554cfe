/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tracer.h - run trace-cmd while something happens.
 */
#ifndef KVMTRAP_TRACER_H
#define KVMTRAP_TRACER_H

/**
 * tracer_run() - Record while a command runs, or until Ctrl-C.
 * @args: trace-cmd's; they end with the command cat, which tells when it records
 * @with: the command; NULL: none
 * @file: what is recorded into, for a message
 * @timeout: without a command: end after so many s; 0: do not
 * @slower: meanwhile only exits are traced that take so many ns or more; below 0: as it is
 *
 * From then on SIGINT, SIGTERM and, unless they were ignored, SIGHUP, SIGQUIT and SIGPIPE end the
 * recording, and not this process: what was changed is undone. While a command runs, its end ends
 * the recording: SIGTERM and SIGHUP are passed on to it.
 *
 * Return: the exit status of the command, or of this one if trace-cmd failed or the command was
 * not started.
 */
int tracer_run(char **args, char **with, const char *file, double timeout, double slower);

#endif
