/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * known.h - what the model keeps of each VM, for model.c, told.c and holds.c alone.
 *
 * Of a VM that is counted, exits + lost is KVM's number less `behind`; of another
 * it is `kept`, and stays. An exit that is under way when a control is turned is
 * on either side of it; so may be the one before it, if that is not settled.
 */
#ifndef WALK_KNOWN_H
#define WALK_KNOWN_H

#include "model.h"
#include "table.h"

#define ANY_NUMBER 1000000000000000ll
#define UNDER_WAY 2		/* exits of one vCPU at most */

struct interval {
	int64_t from, to;
};

struct known {
	bool counted;
	struct interval behind, kept;
	/*
	 * So many exits may not be told yet: of KVM_RUNs whose begin was not seen,
	 * until each vCPU has returned once from one that was.
	 */
	int64_t untold;
	int64_t returns[MOST_VCPUS];	/* when that began to be waited for */
	bool followed;
	int64_t exits[MOST_VCPUS];	/* the same of exits */
	int64_t kvm, seen;		/* before the change that is under way */
};

extern struct known known[NR_SLOTS];
extern struct interval ended;	/* what all that have gone have counted */
extern unsigned int orphans;	/* vCPUs whose end was not to be seen */

static inline int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Of more vCPUs than records some have no row of their own. */
bool may_be_nameless(void);

/* Do all stand still while things change? */
bool changing_still(void);

/* exits + lost of the VM in the table vms; its row, or nr_rows. */
int64_t counted_in(const struct table *vms, const struct vmm *v, unsigned int *row);

/* From now on returns are waited for; has each vCPU been seen to return since? */
void mark_returns(void);
bool all_told(const struct table *vcpus, int slot);

/*
 * From now on exits are waited for; has each vCPU been seen to exit since? Not before
 * that does the module know from where on it is to count, and what is missed until
 * then is nobody's.
 */
void mark_exits(int slot);
bool is_followed(int slot);

/* The slot's VM is no longer one that can be filtered for. */
void filters_forget(int slot);

#endif
