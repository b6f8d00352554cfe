/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * share.h - who may take one more of what all users share.
 *
 * Anybody with /dev/kvm can make VMs with many vCPUs. Who holds much may only
 * take more while much is left: a VM may hold twice as many records as remain
 * free, a user three times as many. So one VM ends with at most two thirds of
 * all, one user with three quarters, and the next comer always finds some.
 */
#ifndef KVMTRAP_SHARE_H
#define KVMTRAP_SHARE_H

#include <linux/types.h>

#include "ptrmap.h"

#define SHARE_OF_VM	2u
#define SHARE_OF_USER	3u

/* May one that holds @held take one of the @free that are left? */
static inline bool share_allows(unsigned int held, unsigned int free,
				unsigned int times)
{
	return free && held + 1 <= times * free;
}

/* What a user can hold. */
enum shared {
	SHARED_RECORDS,
	SHARED_CREATED,
	SHARED_KINDS
};

struct user {
	struct user *next;	/* free */
	uid_t uid;
	unsigned int held[SHARED_KINDS];
};

struct shares {
	struct ptrmap by_uid;
	struct user *users, *free;
	unsigned int size;
};

/* For @holders things that users can hold in all. 0 or -ENOMEM. */
int shares_init(struct shares *s, unsigned int holders);
void shares_exit(struct shares *s);
size_t shares_bytes(const struct shares *s);

/*
 * The rest is called under the lock of whatever is shared.
 */

/* The user @uid, who may not hold anything yet. */
struct user *user_of(struct shares *s, uid_t uid);

void user_takes(struct user *user, enum shared what);

/* @user is gone with the last that it held. */
void user_gives(struct shares *s, struct user *user, enum shared what);

/* After user_of(), where nothing was taken. */
void user_put(struct shares *s, struct user *user);

#endif
