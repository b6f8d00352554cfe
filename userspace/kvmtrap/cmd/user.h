/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * user.h - --user: commands that run for long give up root.
 */
#ifndef KVMTRAP_USER_H
#define KVMTRAP_USER_H

#include <argp.h>

/* A part of an argp parser; its input is a const char *, the name of the user. */
extern const struct argp user_argp;

/**
 * become_user() - Go on as another user, before anything else is read or opened.
 * @name: of the user; NULL: stay who we are
 * @root: the argument of --root; NULL: the module's files are read by a process that stays
 *	  root, and does nothing else
 *
 * Dies if that fails.
 */
void become_user(const char *name, const char *root);

#endif
