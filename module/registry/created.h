/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * created.h - vCPUs that KVM was seen to create, and that have not exited yet.
 *
 * They take no record: a VMM that never enters a guest leaves the records to others.
 * What is noted here goes into the record that is made at the first exit, or at a return
 * behind an exit that was not seen.
 */
#ifndef KVMTRAP_CREATED_H
#define KVMTRAP_CREATED_H

#include <linux/cache.h>
#include <linux/types.h>

#include "decode/decode.h"
#include "ptrmap.h"
#include "share.h"

struct kvm_vcpu;

struct created {
	struct created *next;	/* free */
	const struct kvm_vcpu *vcpu;	/* a key; nothing of it is read but its mutex */
	struct vmm_user *user;
	pid_t creator;	/* of its VM, as a record has it */
	u32 period;	/* of the set, when KVM created it */
	u32 resets;	/* of the set, when its returns were last right */
	bool in_run;	/* as a record has it */
	u64 returns[KVMTRAP_NR_RETURNS];
};

struct created_set {
	/* Also read at exits of vCPUs without a record. */
	struct ptrmap by_vcpu ____cacheline_aligned;

	/* Under the registry's lock. */
	struct created *all ____cacheline_aligned;
	pid_t *pids;	/* of each of all: the process that made it; 0: free */
	struct created *free;
	unsigned int size, used;
	unsigned int most;	/* in use at once: none beyond has ever been used */
	u32 period;	/* also read at exits of vCPUs without a record */
	u32 resets;
	u64 unnoted;	/* vCPUs for which there was no room */
};

/**
 * created_init() - take the memory for @size vCPUs
 * @set: all zero
 * @size: how many vCPUs can be noted at once
 *
 * Context: process, may sleep. After a failure created_exit() frees the rest.
 * Return: 0 or -ENOMEM.
 */
int created_init(struct created_set *set, unsigned int size);

/**
 * created_exit() - free what created_init() took
 * @set: the set; also after created_init() failed
 *
 * Context: process, may sleep. Nobody uses @set any more.
 */
void created_exit(struct created_set *set);

/**
 * created_bytes() - how much memory @set takes
 * @set: the set
 *
 * Context: any.
 * Return: bytes.
 */
size_t created_bytes(const struct created_set *set);

/*
 * The rest is called under the registry's lock, unless its Context says otherwise.
 */

/**
 * created_find() - what was noted of @vcpu
 * @set: the set
 * @vcpu: the vCPU
 *
 * Context: under the registry's lock. Without it, only to ask whether @vcpu
 * is noted, whose creation or end does not run at the same time.
 * Return: the note, or NULL if there is none.
 */
struct created *created_find(const struct created_set *set,
			     const struct kvm_vcpu *vcpu);

/**
 * created_add() - note that KVM has created @vcpu
 * @set: the set
 * @shares: what users hold
 * @vcpu: the vCPU, which is not noted yet
 * @uid: the user who made it
 * @pid: the process that made it
 * @counted: its exits are to be counted from now on
 *
 * The caller sets whose VM it is.
 *
 * Context: under the registry's lock.
 * Return: the note; NULL if the user has its share, and the vCPU counts as
 * unnoted.
 */
struct created *created_add(struct created_set *set, struct shares *shares,
			    const struct kvm_vcpu *vcpu, uid_t uid, pid_t pid,
			    bool counted);

/**
 * created_remove() - drop a note
 * @set: the set
 * @shares: what users hold
 * @c: the note
 *
 * Context: under the registry's lock.
 */
void created_remove(struct created_set *set, struct shares *shares,
		    struct created *c);

/**
 * created_pid() - which process made a vCPU
 * @set: the set
 * @c: what was noted of the vCPU
 *
 * Context: under the registry's lock.
 * Return: the process, in the initial namespace.
 */
static inline pid_t created_pid(const struct created_set *set, const struct created *c)
{
	return set->pids[c - set->all];
}

/**
 * created_next() - go through the notes of one process
 * @set: the set
 * @pid: the process
 * @from: begin with this one of @set->all
 *
 * The processes are apart from the notes and close together, so that many notes of
 * others are soon passed over.
 *
 * Context: any; takes no lock. What it finds may be another's by then.
 * Return: the first one, from @from on, that is of @pid; NULL if there is none.
 */
struct created *created_next(const struct created_set *set, pid_t pid, unsigned int from);

/**
 * created_whole() - were all exits since @c was created to be counted?
 * @set: the set
 * @c: what was noted of the vCPU
 *
 * Context: under the registry's lock.
 * Return: true if there was no pause and no change of filters since.
 */
static inline bool created_whole(const struct created_set *set,
				 const struct created *c)
{
	return c->period == set->period;
}

/**
 * created_catch_up() - forget what was noted before the last reset
 * @set: the set
 * @c: what was noted of the vCPU
 *
 * A reset only bumps a number. Each note is zeroed here before its next use.
 *
 * Context: under the registry's lock.
 */
void created_catch_up(const struct created_set *set, struct created *c);

/**
 * created_next_period() - what is to be counted has changed
 * @set: the set
 *
 * created_whole() no longer holds for any vCPU that was created before. What has changed
 * is written before this.
 *
 * Context: under the registry's lock.
 */
static inline void created_next_period(struct created_set *set)
{
	/* Pairs with unattributed_counts(). */
	smp_wmb();
	WRITE_ONCE(set->period, set->period + 1);
}

#endif
