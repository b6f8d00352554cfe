/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * wish.h - who wants to know as soon as KVM enters the guest again, rather
 * than at the vCPU's next exit.
 *
 * To know it costs each exit, so an attachment may see to it only while
 * somebody wishes it. It is told through a callback: it lies above this.
 */
#ifndef KVMTRAP_ACCOUNT_WISH_H
#define KVMTRAP_ACCOUNT_WISH_H

#include <linux/types.h>

enum entry_user {
	ENTRY_FOR_TRACE_EXIT,
	ENTRY_FOR_TRACE_COUNTS,
	ENTRY_FOR_UNATTRIBUTED,	/* vCPUs without a record exit */
	ENTRY_FOR_TIMES,
};

/**
 * account_want_entry() - begin or cease to want to know of entries
 * @who: the one that wants to
 * @on: begin
 *
 * Context: any. It takes effect a little later.
 */
void account_want_entry(enum entry_user who, bool on);

/**
 * account_wants_entry() - does @who want to know of entries?
 * @who: one of them
 *
 * Context: any; takes no lock.
 * Return: whether it did, a moment ago.
 */
bool account_wants_entry(enum entry_user who);

/**
 * account_follow_wishes() - begin or cease to see to what is wished
 * @changed: called after each change, with a raw lock held; NULL: cease
 *
 * What ENTRY_FOR_UNATTRIBUTED wished before is forgotten.
 *
 * Context: any. @changed is not called any more when it is replaced.
 */
void account_follow_wishes(void (*changed)(void));

/**
 * account_wishes_followed() - is something wished that is to be seen to?
 * @users: bits, one for each enum entry_user
 *
 * Context: any.
 * Return: whether account_follow_wishes() has been told of somebody who sees
 * to it, and one of @users wants to know.
 */
bool account_wishes_followed(unsigned long users);

#endif
