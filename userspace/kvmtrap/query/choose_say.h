/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * choose_say.h - what to say when a command line means no VM: the nearest ones.
 */
#ifndef KVMTRAP_CHOOSE_SAY_H
#define KVMTRAP_CHOOSE_SAY_H

#include "query/choose.h"

/* Die: no VM of @s is the one that @w means. */
void choose_say_none(const struct choice *c, const struct snapshot *s,
		     const struct choice_word *w) __attribute__((noreturn));

/* Die: none of the VMs of @c has its vCPU. */
void choose_say_no_vcpu(const struct choice *c, const struct snapshot *s)
	__attribute__((noreturn));

#endif
