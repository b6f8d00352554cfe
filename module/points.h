/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * points.h - KVM's tracepoints, which are not exported: found by name.
 */
#ifndef KVMTRAP_POINTS_H
#define KVMTRAP_POINTS_H

#include <linux/types.h>

struct tracepoint;

struct point {
	const char *name;
	void *callback;		/* with KVM's TP_PROTO behind a void * */
	struct tracepoint *tp;
	bool armed;
};

/* 0 or -ENOENT, with a line in the log; @otherwise: what to do then. */
int point_find(struct point *p, const char *otherwise);

/* The callback is called from now on. 0 or -errno, with a line in the log. */
int point_arm(struct point *p);

/* Not any more; one may still run until points_synchronize() returns. */
void point_disarm(struct point *p);
void points_synchronize(void);

#endif
