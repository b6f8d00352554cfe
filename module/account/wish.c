// SPDX-License-Identifier: GPL-2.0-only
/*
 * wish.c - see wish.h.
 */
#include <linux/bitops.h>
#include <linux/kprobes.h>
#include <linux/spinlock.h>

#include "wish.h"

/* Whoever wishes looks whether there is anybody to see to it: one lock for both. */
static DEFINE_RAW_SPINLOCK(wish_lock);
static unsigned long wishes;	/* bits: enum entry_user */
static void (*wish_changed)(void);

void account_want_entry(enum entry_user who, bool on)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&wish_lock, flags);
	if (on)
		WRITE_ONCE(wishes, wishes | BIT(who));
	else
		WRITE_ONCE(wishes, wishes & ~BIT(who));
	if (wish_changed)
		wish_changed();
	raw_spin_unlock_irqrestore(&wish_lock, flags);
}
NOKPROBE_SYMBOL(account_want_entry);

bool account_wants_entry(enum entry_user who)
{
	return READ_ONCE(wishes) & BIT(who);
}
NOKPROBE_SYMBOL(account_wants_entry);

void account_follow_wishes(void (*changed)(void))
{
	unsigned long flags;

	raw_spin_lock_irqsave(&wish_lock, flags);
	wish_changed = changed;
	WRITE_ONCE(wishes, wishes & ~BIT(ENTRY_FOR_UNATTRIBUTED));
	raw_spin_unlock_irqrestore(&wish_lock, flags);
}

bool account_wishes_followed(unsigned long users)
{
	unsigned long flags;
	bool is;

	raw_spin_lock_irqsave(&wish_lock, flags);
	is = wish_changed && (wishes & users);
	raw_spin_unlock_irqrestore(&wish_lock, flags);
	return is;
}
