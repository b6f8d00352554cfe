// SPDX-License-Identifier: GPL-2.0-only
/*
 * kvm_tracepoint.c - see kvm_tracepoint.h.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/trace_events.h>
#include <linux/tracepoint.h>

#include "arch.h"
#include "kvm_tracepoint.h"

static bool same_fields(const struct point_field *ours,
			const struct trace_event_fields *theirs)
{
	for (; ours->name && theirs->type; ours++, theirs++) {
		if (strcmp(ours->name, theirs->name) || ours->size != theirs->size)
			return false;
	}
	return !ours->name && !theirs->type;
}

/*
 * A callback is a void *, so that no compiler compares its arguments with those
 * of a tracepoint that is not exported. So compare the fields of its event: they
 * are the arguments, one by one.
 */
static int check_fields(const struct point *p, const char *otherwise)
{
	struct trace_event_file *file = trace_get_event_file(NULL, "kvm", p->name);
	bool same;

	if (IS_ERR(file)) {
		pr_err("tracepoint %s has no event kvm:%s to compare with (error %ld). %s\n",
		       p->name, p->name, PTR_ERR(file), otherwise);
		return PTR_ERR(file);
	}
	same = same_fields(p->fields, file->event_call->class->fields_array);
	trace_put_event_file(file);
	if (same)
		return 0;
	pr_err("tracepoint %s of this kernel has other arguments than this module knows. %s\n",
	       p->name, otherwise);
	return -EINVAL;
}

int attach_point_find(struct point *p, const char *otherwise)
{
	p->tp = arch_tracepoint(p->name);
	if (!p->tp) {
		pr_err("this kernel has no tracepoint %s: is CONFIG_KVM on? %s\n",
		       p->name, otherwise);
		return -ENOENT;
	}
	return p->fields[0].name ? check_fields(p, otherwise) : 0;
}

int attach_point_arm(struct point *p)
{
	int err = tracepoint_probe_register(p->tp, p->callback, NULL);

	if (err)
		pr_err("cannot attach to tracepoint %s (error %d)\n", p->name,
		       err);
	p->armed = !err;
	return err;
}

void attach_point_disarm(struct point *p)
{
	if (p->armed)
		tracepoint_probe_unregister(p->tp, p->callback, NULL);
	p->armed = false;
}

void attach_points_synchronize(void)
{
	tracepoint_synchronize_unregister();
}
