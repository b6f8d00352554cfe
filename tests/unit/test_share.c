// SPDX-License-Identifier: GPL-2.0-only
/* Who may take one more of what all share; and the notes of vCPUs that were created. */
#include <stdlib.h>

#include "registry/created.h"
#include "unit.h"

/* Of @size, find how many one VM gets, then all VMs of its user, then the next user's VM. */
static void grab(unsigned int size, unsigned int *vm, unsigned int *user,
		 unsigned int *next)
{
	unsigned int free = size;

	for (*vm = 0; share_allows(*vm, free, SHARE_OF_VM); free--)
		(*vm)++;
	for (*user = *vm; share_allows(*user, free, SHARE_OF_USER); free--)
		(*user)++;
	for (*next = 0; share_allows(*next, free, SHARE_OF_VM); free--)
		(*next)++;
}

static void nobody_takes_all(void)
{
	unsigned int size, vm, user, next;

	grab(1, &vm, &user, &next);
	SAME(vm, 1, "the only one");
	for (size = 4; size < 3000; size++) {
		grab(size, &vm, &user, &next);
		CHECK(vm <= (2 * size + 2) / 3, "of %u a VM takes %u", size, vm);
		CHECK(vm >= 2 * size / 3, "of %u a VM takes only %u", size, vm);
		CHECK(user <= (3 * size + 3) / 4, "of %u a user takes %u", size, user);
		CHECK(next > 0, "of %u nothing is left", size);
	}
	grab(1024, &vm, &user, &next);
	CHECK(vm >= 512, "the largest VM of arm64 fits: %u", vm);
}

static void users_come_and_go(void)
{
	struct shares s = {};
	struct vmm_user *a, *b;
	unsigned int uid;

	CHECK(!shares_init(&s, 3), "init");
	a = user_of(&s, 0);
	user_takes(a, SHARED_RECORDS);
	CHECK(user_of(&s, 0) == a, "the same user again");
	/* More users than there is room for, one after another. */
	for (uid = 1; uid < 100; uid++) {
		b = user_of(&s, uid);
		SAME(b->held[SHARED_RECORDS], 0, "a new user");
		user_takes(b, SHARED_CREATED);
		user_gives(&s, b, SHARED_CREATED);
	}
	b = user_of(&s, 0xffffffff);
	CHECK(b != a, "another user");
	user_put(&s, b);
	SAME(a->held[SHARED_RECORDS], 1, "the first one's");
	user_gives(&s, a, SHARED_RECORDS);
	shares_exit(&s);
}

static const struct kvm_vcpu *vcpu(unsigned long n)
{
	return (const void *)(n << 12);
}

static void created_until_they_exit(void)
{
	struct created_set set = {};
	struct shares s = {};
	struct created *c;
	unsigned int n;

	CHECK(!created_init(&set, 8) && !shares_init(&s, 16), "init");
	for (n = 1; n <= 8; n++)
		created_add(&set, &s, vcpu(n), 1000, 7, true);
	SAME(set.used, 6, "one user's");
	SAME(set.unnoted, 2, "too many of one user");
	created_add(&set, &s, vcpu(20), 1001, 7, false);
	c = created_find(&set, vcpu(20));
	CHECK(c && !created_whole(&set, c), "created while paused");
	c = created_find(&set, vcpu(3));
	CHECK(c && created_whole(&set, c), "created while counting");
	created_next_period(&set);
	CHECK(!created_whole(&set, c), "paused since");
	CHECK(!created_whole(&set, created_find(&set, vcpu(20))), "still not");
	created_remove(&set, &s, c);
	CHECK(!created_find(&set, vcpu(3)), "gone");
	created_add(&set, &s, vcpu(3), 1000, 7, true);
	CHECK(created_whole(&set, created_find(&set, vcpu(3))), "anew");
	/* More users that find no room than there is room for users. */
	for (n = 3000; n < 3100; n++)
		created_add(&set, &s, vcpu(n), n, 7, true);
	SAME(set.used, 8, "all");
	SAME(set.unnoted, 101, "one each");
	created_exit(&set);
	shares_exit(&s);
}

/* Find all that are noted of a process. */
static unsigned int noted_of(const struct created_set *set, pid_t pid)
{
	const struct created *c = created_next(set, pid, 0);
	unsigned int n;

	for (n = 0; c; n++) {
		SAME(created_pid(set, c), pid, "whose it is");
		c = created_next(set, pid, c - set->all + 1);
	}
	return n;
}

static void created_by_a_process(void)
{
	struct created_set set = {};
	struct shares s = {};
	unsigned int n;

	CHECK(!created_init(&set, 64) && !shares_init(&s, 128), "init");
	SAME(noted_of(&set, 7), 0, "none yet");
	for (n = 1; n <= 12; n++)
		created_add(&set, &s, vcpu(n), 1000, n % 3 ? 7 : 8, true);
	SAME(noted_of(&set, 7), 8, "of a process");
	SAME(noted_of(&set, 8), 4, "of another one");
	SAME(noted_of(&set, 9), 0, "of a third one");
	for (n = 3; n <= 9; n += 3)
		created_remove(&set, &s, created_find(&set, vcpu(n)));
	SAME(noted_of(&set, 8), 1, "three are gone");
	created_add(&set, &s, vcpu(20), 1000, 7, true);
	SAME(noted_of(&set, 7), 9, "in the place of one that is gone");
	created_exit(&set);
	shares_exit(&s);
}

static const struct unit_case cases[] = {
	{ "nobody-takes-all", nobody_takes_all },
	{ "users-come-and-go", users_come_and_go },
	{ "created-until-they-exit", created_until_they_exit },
	{ "created-by-a-process", created_by_a_process },
};
UNIT_MAIN(cases)
