/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * which.h - the options that choose VMs and vCPUs, as all commands have them.
 */
#ifndef KVMTRAP_WHICH_H
#define KVMTRAP_WHICH_H

#include <argp.h>
#include <jansson.h>
#include <stdio.h>

#include "query/choose.h"

/*
 * Parts of an argp parser: --vm and --pid, and the same with --vcpu. Their input is a
 * struct choice.
 */
extern const struct argp which_vms_argp, which_argp;

/* Return: true if the command line chooses VMs or a vCPU. */
static inline bool is_choice(const struct choice *c)
{
	return c->words || c->vcpu;
}

/* Write ", VM 6 (web)", if VMs or a vCPU are chosen. */
void print_choice(FILE *f, const struct choice *c, const struct snapshot *s);

/* Add the member chosen: the VMs, if any are chosen, and their exits from @a to @b. */
void json_choice(json_t *head, const struct choice *c, const struct snapshot *a,
		 const struct snapshot *b);

/* Write a line for each chosen VM that had no exit from @a (NULL: the beginning) to @b. */
void print_idle(FILE *f, const struct choice *c, const struct snapshot *a,
		const struct snapshot *b);

#endif
