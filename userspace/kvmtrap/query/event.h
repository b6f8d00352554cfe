/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * event.h - which exits --event means: reasons, classes, or groups of reasons, which are the
 * kinds of hot, and what perf kvm stat calls its events.
 */
#ifndef KVMTRAP_EVENT_H
#define KVMTRAP_EVENT_H

#include "input/arch.h"
#include "input/table.h"
#include "query/view.h"

#define EVENT_WORDS	32

struct event_choice {
	char *word[EVENT_WORDS];
	unsigned int n;		/* 0: all events */
};

/**
 * event_add() - Add an event.
 * @e: where to
 * @word: a reason or a pattern of reasons in any case, a class, or a group
 * @near: set to the name that looks most like @word, or to NULL, if there is none
 *
 * Return: true, or false if no architecture has such an event.
 */
bool event_add(struct event_choice *e, char *word, const char **near);

/* Die if none of the events is of this architecture. */
void event_check(const struct event_choice *e, enum architecture arch);

/* Return: true if the rows of the view can be told apart by events. */
bool event_fits(const struct view *v);

/* Return: true if one of the events has rows in the view hot. @of_all: so has that of all exits */
bool event_has_kinds(const struct event_choice *e, bool of_all);

/* Return: true if exits of this class and reason are among the events; NULL: it is not known. */
bool event_matches(const struct event_choice *e, const char *class, const char *reason);

/* Return: true if one of the events is not a class. */
bool event_needs_reasons(const struct event_choice *e);

/* Return: true if a row of the table is one of the events. */
bool event_passes(const struct event_choice *e, const struct table *t, size_t row);

/* Return: the events with commas between them, to be freed. */
char *event_text(const struct event_choice *e);

/* Return: the name of a group, for completion; NULL behind the last one. */
const char *event_group(unsigned int i);

#endif
