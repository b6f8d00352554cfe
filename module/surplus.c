// SPDX-License-Identifier: GPL-2.0-only
/*
 * surplus.c - see surplus.h. A slow path: every record is in use.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>
#include <linux/string.h>

#include "surplus.h"

static struct {
	const struct kvm_vcpu *vcpu;	/* NULL: free */
	struct exit_frame frame;
} slots[SURPLUS_MOST];

static atomic_t used;

bool surplus_open(const struct kvm_vcpu *vcpu, const struct exit_frame *f)
{
	unsigned int i;

	for (i = 0; i < SURPLUS_MOST; i++) {
		if (READ_ONCE(slots[i].vcpu) ||
		    cmpxchg(&slots[i].vcpu, NULL, vcpu))
			continue;
		slots[i].frame = *f;
		atomic_inc(&used);
		return true;
	}
	return false;
}
NOKPROBE_SYMBOL(surplus_open);

bool surplus_close(const struct kvm_vcpu *vcpu, struct exit_frame *f)
{
	unsigned int i;

	if (!atomic_read(&used))
		return false;
	for (i = 0; i < SURPLUS_MOST; i++) {
		if (READ_ONCE(slots[i].vcpu) != vcpu)
			continue;
		*f = slots[i].frame;
		atomic_dec(&used);
		/* Free only when it has been read. */
		smp_store_release(&slots[i].vcpu, NULL);
		return true;
	}
	return false;
}
NOKPROBE_SYMBOL(surplus_close);

bool surplus_any(void)
{
	return atomic_read(&used);
}

unsigned int surplus_clear(void)
{
	unsigned int n, uncounted = 0;

	for (n = 0; n < SURPLUS_MOST; n++)
		uncounted += slots[n].vcpu && !slots[n].frame.counted;
	memset(slots, 0, sizeof(slots));
	atomic_set(&used, 0);
	return uncounted;
}
