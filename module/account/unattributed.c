// SPDX-License-Identifier: GPL-2.0-only
/*
 * unattributed.c - see unattributed.h. A slow path: every record is in use.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>
#include <linux/string.h>

#include "unattributed.h"

#define TAKEN	((const struct kvm_vcpu *)1)

static struct {
	const struct kvm_vcpu *vcpu;	/* NULL: free; TAKEN: being filled or read */
	struct exit_frame frame;
} slots[UNATTRIBUTED_MOST];

static atomic_t used;

bool unattributed_open(const struct kvm_vcpu *vcpu, const struct exit_frame *f)
{
	unsigned int i;

	for (i = 0; i < UNATTRIBUTED_MOST; i++) {
		if (READ_ONCE(slots[i].vcpu) ||
		    cmpxchg(&slots[i].vcpu, NULL, TAKEN))
			continue;
		slots[i].frame = *f;
		atomic_inc(&used);
		/* Whoever finds it finds it filled. */
		smp_store_release(&slots[i].vcpu, vcpu);
		return true;
	}
	return false;
}
NOKPROBE_SYMBOL(unattributed_open);

/* Whoever gets a slot out of @vcpu's hands reads it, and then it is free. */
static bool unattributed_take(unsigned int i, const struct kvm_vcpu *vcpu,
			      struct exit_frame *f)
{
	if (cmpxchg(&slots[i].vcpu, vcpu, TAKEN) != vcpu)
		return false;
	*f = slots[i].frame;
	atomic_dec(&used);
	/* Free only when it has been read. */
	smp_store_release(&slots[i].vcpu, NULL);
	return true;
}
NOKPROBE_SYMBOL(unattributed_take);

bool unattributed_close(const struct kvm_vcpu *vcpu, struct exit_frame *f)
{
	unsigned int i;

	if (!atomic_read(&used))
		return false;
	for (i = 0; i < UNATTRIBUTED_MOST; i++)
		if (READ_ONCE(slots[i].vcpu) == vcpu && unattributed_take(i, vcpu, f))
			return true;
	return false;
}
NOKPROBE_SYMBOL(unattributed_close);

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

		if (vcpu && vcpu != TAKEN && unattributed_take(i, vcpu, &f))
			uncounted += !f.counted;
	}
	return uncounted;
}
