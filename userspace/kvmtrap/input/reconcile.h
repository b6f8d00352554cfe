/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reconcile.h - make the tables of a snapshot agree with each other.
 */
#ifndef KVMTRAP_RECONCILE_H
#define KVMTRAP_RECONCILE_H

struct snapshot;

/**
 * reconcile() - Make summary, vms and vcpus from reasons, if the tables do not agree.
 * @s: its tables are complete; sets reconciled and apart
 *
 * Tables that were read one after another while guests ran differ: the later ones
 * have counted more. Tables of one reading agree, and stay as they are.
 */
void reconcile(struct snapshot *s);

#endif
