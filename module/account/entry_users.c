// SPDX-License-Identifier: GPL-2.0-only
/*
 * entry_users.c - see entry_users.h.
 */
#include <linux/bitops.h>
#include <linux/kprobes.h>
#include <linux/spinlock.h>

#include "entry_users.h"

/* A user that is set calls the follower: one lock guards both. */
static DEFINE_RAW_SPINLOCK(users_lock);
static unsigned long users_set;	/* bits: enum entry_user */
static void (*users_changed)(void);

void entry_user_set(enum entry_user who, bool on)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&users_lock, flags);
	if (on)
		WRITE_ONCE(users_set, users_set | BIT(who));
	else
		WRITE_ONCE(users_set, users_set & ~BIT(who));
	if (users_changed)
		users_changed();
	raw_spin_unlock_irqrestore(&users_lock, flags);
}
NOKPROBE_SYMBOL(entry_user_set);

bool entry_user_is_set(enum entry_user who)
{
	return READ_ONCE(users_set) & BIT(who);
}
NOKPROBE_SYMBOL(entry_user_is_set);

void entry_users_follow(void (*changed)(void))
{
	unsigned long flags;

	raw_spin_lock_irqsave(&users_lock, flags);
	users_changed = changed;
	WRITE_ONCE(users_set, users_set & ~BIT(ENTRY_FOR_UNATTRIBUTED));
	raw_spin_unlock_irqrestore(&users_lock, flags);
}

bool entry_users_any(unsigned long users)
{
	unsigned long flags;
	bool is;

	raw_spin_lock_irqsave(&users_lock, flags);
	is = users_changed && (users_set & users);
	raw_spin_unlock_irqrestore(&users_lock, flags);
	return is;
}
