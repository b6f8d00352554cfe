// SPDX-License-Identifier: GPL-2.0-only
/*
 * status.c - see status.h.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/kprobes.h>

#include "arch.h"
#include "kvm_tracepoint.h"
#include "status.h"

static const char *attach_probe_state(const struct kprobe *kp)
{
	return arch_probe_in_place(kp) ? "armed" : "disarmed";
}

void attach_kprobe_status(struct probe_status *status, const struct kprobe *kp,
			  enum probe_hits hits)
{
	status->symbol = kp->symbol_name;
	status->always = false;
	status->kind = "kprobe";
	status->state = attach_probe_state(kp);
	status->hits = hits;
	status->missed = kp->nmissed;
}

void attach_kretprobe_status(struct probe_status *status, const struct kretprobe *rp,
			     enum probe_hits hits)
{
	attach_kprobe_status(status, &rp->kp, hits);
	status->kind = "kretprobe";
	status->missed += rp->nmissed;
}

void attach_point_status(struct probe_status *status, const struct point *p,
			 enum probe_hits hits)
{
	status->symbol = p->name;
	status->always = false;
	status->kind = "tracepoint";
	status->state = p->armed ? "armed" : "disabled";
	status->hits = hits;
	status->missed = 0;
}

static atomic64_t refused_calls;

void attach_refuse_call(void)
{
	atomic64_inc(&refused_calls);
}
NOKPROBE_SYMBOL(attach_refuse_call);

u64 attach_refused_calls(void)
{
	return atomic64_read(&refused_calls);
}

int attach_refuse_switched_off(void)
{
	pr_err("kprobes are switched off for this whole kernel: write 1 to kprobes/enabled in debugfs\n");
	return -EPERM;
}

int attach_refuse_probe(const char *symbol, int err)
{
	const char *why = "see the errno";

	if (err == -ENOENT)
		why = "this kernel has no such function: is CONFIG_KVM on?";
	else if (err == -EINVAL)
		why = "this kernel forbids a probe there";
	else if (err == -EOPNOTSUPP || err == -ENOSYS)
		why = "this kernel has no kretprobes: CONFIG_KRETPROBES";
	else if (err == -ENOMEM)
		why = "out of memory: try a smaller maxactive";
	pr_err("cannot probe %s: %s (error %d)\n", symbol, why, err);
	return err;
}
