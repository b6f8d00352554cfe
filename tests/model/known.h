/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * known.h - what the model knows about each VM. Only model.c, told.c and holds.c use it.
 *
 * For a VM that is counted, exits + lost is KVM's number minus `behind`. For another VM
 * it is `kept`, and does not change. An exit that is under way when a control is written
 * may be counted before the write or after it. So may the exit before that one, if it is
 * not settled yet.
 */
#ifndef WALK_KNOWN_H
#define WALK_KNOWN_H

#include "model.h"
#include "table.h"

#define ANY_NUMBER 1000000000000000ll
#define UNDER_WAY 2		/* at most this many exits of one vCPU are under way */

struct interval {
	int64_t from, to;
};

struct known {
	bool counted;
	struct interval behind, kept;
	/*
	 * At most this many exits may be missing in the files. They belong to calls of
	 * KVM_RUN whose begin was not seen. They are told when each vCPU has returned
	 * from a KVM_RUN whose begin was seen.
	 */
	int64_t untold;
	int64_t returns[MOST_VCPUS];	/* returns that were seen when the wait for this began */
	bool followed;			/* an exit of each vCPU was seen since mark_exits() */
	int64_t exits[MOST_VCPUS];	/* exits that were seen at mark_exits() */
	int64_t kvm, seen;		/* KVM's number, and exits + lost, before the change */
};

extern struct known known[NR_SLOTS];
extern struct interval ended;	/* exits + lost of all VMs that have ended */
extern unsigned int orphans;	/* vCPUs that ended while their end could not be seen */

static inline int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Return whether vCPUs may be without a record, so that their VM lacks some of its exits. */
bool may_be_nameless(void);

/* Return whether all VMs are stopped during the change. */
bool changing_still(void);

/* Return exits + lost of the VM in the table vms. @row: set to its row, or nr_rows. */
int64_t counted_in(const struct table *vms, const struct vmm *v, unsigned int *row);

/* Return whether each vCPU has been seen to return from KVM_RUN since mark_returns(). */
void mark_returns(void);
bool all_told(const struct table *vcpus, int slot);

/*
 * Return whether each vCPU has been seen to exit since mark_exits(). The module does not
 * know before that from which exit on it has to count. What it misses until then is
 * neither counted nor lost.
 */
void mark_exits(int slot);
bool is_followed(int slot);

/* The slot's VM has ended. If a filter is for it, no VM passes that filter any more. */
void filters_forget(int slot);

#endif
