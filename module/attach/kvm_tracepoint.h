/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm_tracepoint.h - KVM's tracepoints, which are not exported: found by name.
 */
#ifndef KVMTRAP_KVM_TRACEPOINT_H
#define KVMTRAP_KVM_TRACEPOINT_H

#include <linux/types.h>

struct tracepoint;

/* A field of the event, which stands for an argument of the callback. */
struct point_field {
	const char *name;
	int size;
};

#define POINT_FIELDS	3

struct point {
	const char *name;
	void *callback;		/* with KVM's TP_PROTO behind a void * */
	struct point_field fields[POINT_FIELDS + 1];	/* none: checked by the compiler */
	struct tracepoint *tp;
	bool armed;
};

/*
 * 0; -ENOENT if there is none; -EINVAL if its event has other fields than the
 * callback was written for. With a line in the log; @otherwise: what to do then.
 */
int attach_point_find(struct point *p, const char *otherwise);

/* The callback is called from now on. 0 or -errno, with a line in the log. */
int attach_point_arm(struct point *p);

/* Not any more; one may still run until attach_points_synchronize() returns. */
void attach_point_disarm(struct point *p);
void attach_points_synchronize(void);

#endif
