/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * choose.h - which VMs and vCPUs a command line means: the one place for it.
 *
 * A VM is chosen by its number, its name, its UUID or a pattern of names (fnmatch(3)).
 * The first of these that fits counts. A prefix says which is meant: name:, uuid:, pid:,
 * or domain: for libvirt's ID or name. All VMs that fit are chosen; if one of them lives,
 * only those that live. A list with commas is a choice of each.
 */
#ifndef KVMTRAP_CHOOSE_H
#define KVMTRAP_CHOOSE_H

#include "query/query.h"

/* How a word says which VM it means. */
enum choice_by { BY_ANY, BY_NUMBER, BY_NAME, BY_UUID, BY_PATTERN, BY_DOMAIN, BY_PID };

/* What the user wants, and the VMs that this is. All zero: all VMs. */
struct choice {
	struct choice_word {
		char *text;
		enum choice_by by;
	} *word;
	size_t words;
	const char *vcpu;	/* NULL: all vCPUs */
	bool ended;		/* VMs that have ended are as good as those that live */
	const char *where;	/* for messages: the copy; NULL: there is only one */
	struct vm_set set;
};

/* Add what the user wrote: the argument of --vm (BY_ANY), or of --pid (BY_PID). */
void choice_add(struct choice *c, enum choice_by by, const char *text);

/**
 * choose() - Find the VMs.
 * @c: what is wanted; its set is filled
 * @s: a snapshot that has them
 *
 * Dies, with the nearest names, if a word fits no VM, or if none of the VMs has the vCPU.
 */
void choose(struct choice *c, const struct snapshot *s);

/**
 * choose_newer() - Add the VMs that have come since.
 * @c: after choose()
 * @a: the snapshot that it was for
 * @b: a newer one; if counting began anew, only what it has is chosen
 */
void choose_newer(struct choice *c, const struct snapshot *a, const struct snapshot *b);

/* Return: the only VM of @c, after choose(); dies if there are more, and says @why one. */
const char *choice_only(const struct choice *c, const struct snapshot *s, const char *why);

void choice_free(struct choice *c);

/* Return: what a query is to be about; valid as long as @c is. */
struct vm_filter choice_filter(const struct choice *c);

/* Return: "VM 6 (web)", "VMs 3 (a), 4 (b)", perhaps with a vCPU; to be freed. */
char *choice_text(const struct choice *c, const struct snapshot *s);

#endif
