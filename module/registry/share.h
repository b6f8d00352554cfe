/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * share.h - who may take one more of what all users share.
 *
 * Anybody with /dev/kvm can make VMs with many vCPUs. So whoever holds many may take
 * more only while many are left: a VM may hold twice as many records as remain
 * free, a user three times as many. So one VM ends with about two thirds of all at
 * most, one user with three quarters, and the next comer always finds some.
 */
#ifndef KVMTRAP_SHARE_H
#define KVMTRAP_SHARE_H

#include <linux/types.h>

#include "ptrmap.h"

#define SHARE_OF_VM	2u
#define SHARE_OF_USER	3u

/**
 * share_allows() - may one that holds @held take one more?
 * @held: how many it holds
 * @free: how many are left for all
 * @times: SHARE_OF_VM or SHARE_OF_USER: it may hold so many times @free
 *
 * Context: any.
 * Return: true if it may.
 */
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

struct vmm_user {
	struct vmm_user *next;	/* free */
	uid_t uid;
	unsigned int held[SHARED_KINDS];
};

struct shares {
	struct ptrmap by_uid;
	struct vmm_user *users, *free;
	unsigned int size;
};

/**
 * shares_init() - begin to keep account of what users hold
 * @s: all zero
 * @holders: how many things users can hold in all
 *
 * Context: process, may sleep. After a failure shares_exit() frees the rest.
 * Return: 0 or -ENOMEM.
 */
int shares_init(struct shares *s, unsigned int holders);

/**
 * shares_exit() - free what shares_init() took
 * @s: the shares; also after shares_init() failed
 *
 * Context: process, may sleep. Nobody uses @s any more.
 */
void shares_exit(struct shares *s);

/**
 * shares_bytes() - how much memory @s takes
 * @s: the shares
 *
 * Context: any.
 * Return: bytes.
 */
size_t shares_bytes(const struct shares *s);

/*
 * The rest is called under the lock of whatever is shared.
 */

/**
 * user_of() - find a user, or begin to know it
 * @s: the shares
 * @uid: its number
 *
 * It may not hold anything yet. There is always room for one such user: give it
 * back with user_put() if it takes nothing.
 *
 * Context: under the lock.
 * Return: the user, never NULL.
 */
struct vmm_user *user_of(struct shares *s, uid_t uid);

/**
 * user_takes() - a user takes one more
 * @user: the user
 * @what: of this kind
 *
 * Context: under the lock. share_allows() has said that it may.
 */
void user_takes(struct vmm_user *user, enum shared what);

/**
 * user_gives() - a user gives one back
 * @s: the shares
 * @user: the user; it is gone with the last that it held
 * @what: of this kind
 *
 * Context: under the lock.
 */
void user_gives(struct shares *s, struct vmm_user *user, enum shared what);

/**
 * user_put() - forget a user that holds nothing
 * @s: the shares
 * @user: from user_of(), where nothing was taken; kept if it holds something
 *
 * Context: under the lock.
 */
void user_put(struct shares *s, struct vmm_user *user);

#endif
