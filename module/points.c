// SPDX-License-Identifier: GPL-2.0-only
/*
 * points.c - see points.h.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "points.h"

static void match(struct tracepoint *tp, void *data)
{
	struct point *p = data;

	if (!strcmp(tp->name, p->name))
		p->tp = tp;
}

int point_find(struct point *p, const char *otherwise)
{
	for_each_kernel_tracepoint(match, p);
	if (p->tp)
		return 0;
	pr_err("this kernel has no tracepoint %s: is CONFIG_KVM on? %s\n",
	       p->name, otherwise);
	return -ENOENT;
}

int point_arm(struct point *p)
{
	int err = tracepoint_probe_register(p->tp, p->callback, NULL);

	if (err)
		pr_err("cannot attach to tracepoint %s (error %d)\n", p->name,
		       err);
	p->armed = !err;
	return err;
}

void point_disarm(struct point *p)
{
	if (p->armed)
		tracepoint_probe_unregister(p->tp, p->callback, NULL);
	p->armed = false;
}

void points_synchronize(void)
{
	tracepoint_synchronize_unregister();
}
