/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reconcile.h - tables of one state that agree with each other.
 */
#ifndef KVMTRAP_RECONCILE_H
#define KVMTRAP_RECONCILE_H

struct snapshot;

/*
 * settle - where the tables of @s were read one after another while guests ran,
 *	    the later ones have counted more: make summary, vms and vcpus from
 *	    reasons, and tell in @s->apart by how many exits they differed
 *
 * What one reading gave agrees, and stays as it is.
 */
void reconcile(struct snapshot *s);

#endif
