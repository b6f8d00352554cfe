/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sentence.h - what was found, in words.
 */
#ifndef KVMTRAP_EXPLAIN_SENTENCE_H
#define KVMTRAP_EXPLAIN_SENTENCE_H

#include <stdio.h>

#include "explain/judge.h"

/* Return: what was found and its numbers; the third names what to switch on. To be freed. */
char *sentence_of_vm(const struct vm_facts *vm);
char *sentence_of(const struct facts *all, const struct finding *f);
char *sentence_of_open(const struct facts *all, const struct open *o);

#define NR_MISSING	7

/*
 * Return: what was not checked or is not known, and why; to be freed. NULL: @i, below
 * NR_MISSING, is there.
 */
char *sentence_of_missing(const struct facts *all, unsigned int i);

/*
 * Return: @text with the VM's number and its VMM's PID for {vm} and {pid}, or VM and PID where they
 * are no numbers; to be freed.
 */
char *sentence_for(const char *text, const struct vm_facts *vm);

/* Return: when a rule is told; to be freed. */
char *sentence_of_threshold(const struct rule *rule);

#endif
