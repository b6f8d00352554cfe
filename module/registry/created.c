// SPDX-License-Identifier: GPL-2.0-only
/*
 * created.c - see created.h.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "alloc.h"
#include "created.h"

int created_init(struct created_set *set, unsigned int size)
{
	unsigned int n;

	set->size = size;
	set->all = alloc_refusable(array_size(size, sizeof(*set->all)));
	set->pids = alloc_refusable(array_size(size, sizeof(*set->pids)));
	if (!set->all || !set->pids || ptrmap_init(&set->by_vcpu, size))
		return -ENOMEM;
	/* The first is used first. */
	for (n = size; n--; ) {
		set->all[n].next = set->free;
		set->free = &set->all[n];
	}
	return 0;
}

void created_exit(struct created_set *set)
{
	ptrmap_free(&set->by_vcpu);
	vfree(set->pids);
	vfree(set->all);
	set->pids = NULL;
	set->all = NULL;
}

size_t created_bytes(const struct created_set *set)
{
	return set->size * (sizeof(*set->all) + sizeof(*set->pids)) +
	       ptrmap_bytes(&set->by_vcpu);
}

struct created *created_find(const struct created_set *set,
			     const struct kvm_vcpu *vcpu)
{
	return ptrmap_find(&set->by_vcpu, vcpu);
}
NOKPROBE_SYMBOL(created_find);

struct created *created_next(const struct created_set *set, pid_t pid, unsigned int from)
{
	unsigned int n, most = READ_ONCE(set->most);

	for (n = from; n < most; n++)
		if (READ_ONCE(set->pids[n]) == pid)
			return &set->all[n];
	return NULL;
}
NOKPROBE_SYMBOL(created_next);

struct created *created_add(struct created_set *set, struct shares *shares,
			    const struct kvm_vcpu *vcpu, uid_t uid, pid_t pid,
			    bool counted)
{
	struct vmm_user *user = user_of(shares, uid);
	struct created *c = set->free;

	if (!share_allows(user->held[SHARED_CREATED], set->size - set->used,
			  SHARE_OF_USER)) {
		set->unnoted++;
		user_put(shares, user);
		return NULL;
	}
	set->free = c->next;
	set->used++;
	WRITE_ONCE(set->most, max(set->most, set->used));
	memset(c, 0, sizeof(*c));
	WRITE_ONCE(c->vcpu, vcpu);
	c->user = user;
	c->resets = set->resets;
	c->period = counted ? set->period : set->period - 1;
	WRITE_ONCE(set->pids[c - set->all], pid);
	user_takes(user, SHARED_CREATED);
	ptrmap_insert(&set->by_vcpu, vcpu, c);
	return c;
}
NOKPROBE_SYMBOL(created_add);

void created_catch_up(const struct created_set *set, struct created *c)
{
	if (c->resets == set->resets)
		return;
	memset(c->returns, 0, sizeof(c->returns));
	c->resets = set->resets;
}
NOKPROBE_SYMBOL(created_catch_up);

void created_remove(struct created_set *set, struct shares *shares,
		    struct created *c)
{
	ptrmap_remove(&set->by_vcpu, c->vcpu);
	WRITE_ONCE(c->vcpu, NULL);
	WRITE_ONCE(set->pids[c - set->all], 0);
	user_gives(shares, c->user, SHARED_CREATED);
	c->next = set->free;
	set->free = c;
	set->used--;
}
NOKPROBE_SYMBOL(created_remove);
