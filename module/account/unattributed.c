// SPDX-License-Identifier: GPL-2.0-only
/*
 * unattributed.c - see unattributed.h. A slow path: a vCPU could have no record.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "registry/handler.h"
#include "unattributed.h"

#define TAKEN	((const struct kvm_vcpu *)1)

static struct {
	const struct kvm_vcpu *vcpu;	/* NULL: free; TAKEN: being filled or read */
	const struct task_struct *task;	/* that runs it */
	struct exit_frame frame;
	u32 era;
} slots[UNATTRIBUTED_MOST];

static atomic_t used;

bool unattributed_open(const struct kvm_vcpu *vcpu, const struct exit_frame *f, u32 era)
{
	unsigned int i;

	for (i = 0; i < UNATTRIBUTED_MOST; i++) {
		if (READ_ONCE(slots[i].vcpu) ||
		    cmpxchg(&slots[i].vcpu, NULL, TAKEN))
			continue;
		slots[i].frame = *f;
		slots[i].era = era;
		WRITE_ONCE(slots[i].task, current);
		atomic_inc(&used);
		/* A thread that finds its vCPU here finds the frame filled. */
		smp_store_release(&slots[i].vcpu, vcpu);
		return true;
	}
	return false;
}
NOKPROBE_SYMBOL(unattributed_open);

/*
 * One caller changes the slot from @vcpu to TAKEN: it reads the slot, then frees it.
 * @over: is set if the exit does not count any more
 */
static bool unattributed_take(unsigned int i, const struct kvm_vcpu *vcpu,
			      struct exit_frame *f, bool *over)
{
	if (cmpxchg(&slots[i].vcpu, vcpu, TAKEN) != vcpu)
		return false;
	*f = slots[i].frame;
	*over = unattributed_era_is_over(slots[i].era);
	atomic_dec(&used);
	/* The slot is free only after it has been read. */
	smp_store_release(&slots[i].vcpu, NULL);
	return true;
}
NOKPROBE_SYMBOL(unattributed_take);

bool unattributed_close(const struct kvm_vcpu *vcpu, struct exit_frame *f)
{
	unsigned int i;
	bool over;

	if (!atomic_read(&used))
		return false;
	for (i = 0; i < UNATTRIBUTED_MOST; i++)
		if (READ_ONCE(slots[i].vcpu) == vcpu && unattributed_take(i, vcpu, f, &over))
			return !over;
	return false;
}
NOKPROBE_SYMBOL(unattributed_close);

bool unattributed_close_of_thread(struct kvm_vcpu **vcpu, struct exit_frame *f)
{
	unsigned int i;
	bool over;

	if (!atomic_read(&used))
		return false;
	for (i = 0; i < UNATTRIBUTED_MOST; i++) {
		/* Pairs with the release in unattributed_open(). */
		const struct kvm_vcpu *found = smp_load_acquire(&slots[i].vcpu);

		if (!found || found == TAKEN || READ_ONCE(slots[i].task) != current ||
		    !unattributed_take(i, found, f, &over))
			continue;
		*vcpu = (struct kvm_vcpu *)found;
		return !over;
	}
	return false;
}
NOKPROBE_SYMBOL(unattributed_close_of_thread);

bool unattributed_any(void)
{
	return atomic_read(&used);
}

unsigned int unattributed_clear(void)
{
	unsigned int i, uncounted = 0;

	for (i = 0; i < UNATTRIBUTED_MOST; i++) {
		const struct kvm_vcpu *vcpu = READ_ONCE(slots[i].vcpu);
		struct exit_frame f;
		bool over;

		if (vcpu && vcpu != TAKEN && unattributed_take(i, vcpu, &f, &over))
			uncounted += !f.counted && !over;
	}
	return uncounted;
}
