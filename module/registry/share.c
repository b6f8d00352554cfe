// SPDX-License-Identifier: GPL-2.0-only
/*
 * share.c - see share.h.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "alloc.h"
#include "share.h"

/* Keys lie as far apart as the addresses that ptrmap expects, and are never NULL or 1. */
static const void *key_of(uid_t uid)
{
	return (const void *)(((unsigned long)uid + 1) << 6);
}

int shares_init(struct shares *s, unsigned int holders)
{
	unsigned int n;

	/* One more, for a user that is looked up and takes nothing. */
	s->size = holders + 1;
	s->users = alloc_refusable(array_size(s->size, sizeof(*s->users)));
	if (!s->users || ptrmap_init(&s->by_uid, DIV_ROUND_UP(holders, 2)))
		return -ENOMEM;
	for (n = 0; n < s->size; n++) {
		s->users[n].next = s->free;
		s->free = &s->users[n];
	}
	return 0;
}

void shares_exit(struct shares *s)
{
	ptrmap_free(&s->by_uid);
	vfree(s->users);
	s->users = NULL;
}

size_t shares_bytes(const struct shares *s)
{
	return s->size * sizeof(*s->users) + ptrmap_bytes(&s->by_uid);
}

struct vmm_user *user_of(struct shares *s, uid_t uid)
{
	struct vmm_user *user = ptrmap_find(&s->by_uid, key_of(uid));

	if (user)
		return user;
	/* The list is not empty: it has one user more than can hold something. */
	user = s->free;
	s->free = user->next;
	user->uid = uid;
	ptrmap_insert(&s->by_uid, key_of(uid), user);
	return user;
}
NOKPROBE_SYMBOL(user_of);

void user_takes(struct vmm_user *user, enum shared what)
{
	user->held[what]++;
}
NOKPROBE_SYMBOL(user_takes);

void user_put(struct shares *s, struct vmm_user *user)
{
	unsigned int i;

	for (i = 0; i < SHARED_KINDS; i++)
		if (user->held[i])
			return;
	ptrmap_remove(&s->by_uid, key_of(user->uid));
	user->next = s->free;
	s->free = user;
}
NOKPROBE_SYMBOL(user_put);

void user_gives(struct shares *s, struct vmm_user *user, enum shared what)
{
	user->held[what]--;
	user_put(s, user);
}
NOKPROBE_SYMBOL(user_gives);
