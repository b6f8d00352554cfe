/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * created.h - vCPUs that KVM was seen to create, and that have not exited yet.
 *
 * They take no record: who never enters a guest leaves the records to others.
 * What is noted here goes into the record that is made at the first exit.
 */
#ifndef KVMTRAP_CREATED_H
#define KVMTRAP_CREATED_H

#include <linux/types.h>

#include "decode/decode.h"
#include "ptrmap.h"
#include "share.h"

struct kvm_vcpu;

struct created {
	struct created *next;	/* free */
	const struct kvm_vcpu *vcpu;	/* a key, never followed */
	struct user *user;
	pid_t pid;	/* of the process that made it */
	u32 period;	/* of the set, when KVM created it */
	u32 resets;	/* of the set, when its returns were last right */
	bool in_run;	/* as a record has it */
	u64 returns[KVMTRAP_NR_RETURNS];
};

struct created_set {
	struct ptrmap by_vcpu;
	struct created *all, *free;
	unsigned int size, used;
	u32 period, resets;
	u64 unnoted;	/* vCPUs for which there was no room */
};

int created_init(struct created_set *set, unsigned int size);
void created_exit(struct created_set *set);
size_t created_bytes(const struct created_set *set);

/*
 * The rest is called under the registry's lock.
 */

struct created *created_find(const struct created_set *set,
			     const struct kvm_vcpu *vcpu);

/* Note that the process @pid of @uid made @vcpu, unless @uid has its share. */
void created_add(struct created_set *set, struct shares *shares,
		 const struct kvm_vcpu *vcpu, uid_t uid, pid_t pid, bool counted);

void created_remove(struct created_set *set, struct shares *shares,
		    struct created *c);

/* Were all exits since @c was created to be counted? */
static inline bool created_whole(const struct created_set *set,
				 const struct created *c)
{
	return c->period == set->period;
}

/* What was noted before a reset is not. */
void created_catch_up(const struct created_set *set, struct created *c);

/* No longer so for any that was created before. */
static inline void created_next_period(struct created_set *set)
{
	set->period++;
}

#endif
