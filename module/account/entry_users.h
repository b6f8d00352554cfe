/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * entry_users.h - who needs to know as soon as KVM enters the guest again, rather
 * than at the vCPU's next exit.
 *
 * To see entries costs each exit, so an attachment may see them only while a
 * user is set. The attachment lies above this: it learns of changes through a
 * callback.
 */
#ifndef KVMTRAP_ACCOUNT_ENTRY_USERS_H
#define KVMTRAP_ACCOUNT_ENTRY_USERS_H

#include <linux/types.h>

enum entry_user {
	ENTRY_FOR_TRACE_EXIT,
	ENTRY_FOR_TRACE_COUNTS,
	ENTRY_FOR_UNATTRIBUTED,	/* vCPUs without a record exit */
	ENTRY_FOR_TIMES,
};

/**
 * entry_user_set() - a user begins or ceases to need entries
 * @who: the user
 * @on: it begins
 *
 * Context: any. It takes effect a little later.
 */
void entry_user_set(enum entry_user who, bool on);

/**
 * entry_user_is_set() - does @who need entries?
 * @who: the user
 *
 * Context: any; takes no lock.
 * Return: whether it did, a moment ago.
 */
bool entry_user_is_set(enum entry_user who);

/**
 * entry_users_follow() - begin or cease to follow which users there are
 * @changed: called after each change, with a raw lock held; NULL: cease
 *
 * ENTRY_FOR_UNATTRIBUTED is cleared.
 *
 * Context: any. @changed is not called any more when it is replaced.
 */
void entry_users_follow(void (*changed)(void));

/**
 * entry_users_any() - does any of @users need entries, and does somebody follow?
 * @users: bits, one for each enum entry_user
 *
 * Context: any.
 * Return: true if both are so.
 */
bool entry_users_any(unsigned long users);

#endif
