/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm_tracepoint.h - KVM's tracepoints. Not all are exported, so they are found by
 * name.
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

#define POINT_FIELDS	4

struct point {
	const char *name;
	void *callback;		/* with KVM's TP_PROTO behind a void * */
	struct point_field fields[POINT_FIELDS + 1];	/* none: checked by the compiler */
	struct tracepoint *tp;
	bool armed;
};

/**
 * attach_point_find() - find a tracepoint, and check what it is called with
 * @p: the point; its tp is set
 * @otherwise: what to do without it, for the line in the log
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is none; -EINVAL if its event has other fields
 * than the callback was written for; or another errno if it has no event to
 * compare with. An error comes with a line in the kernel log.
 */
int attach_point_find(struct point *p, const char *otherwise);

/**
 * attach_point_arm() - the callback is called from now on
 * @p: the point, which was found and is not armed
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_point_arm(struct point *p);

/**
 * attach_point_disarm() - the callback is not called any more
 * @p: the point; nothing is done if it is not armed
 *
 * It may still run until attach_points_synchronize() returns.
 *
 * Context: process, may sleep.
 */
void attach_point_disarm(struct point *p);

/**
 * attach_points_synchronize() - wait for callbacks of points that were disarmed
 *
 * Context: process, may sleep.
 */
void attach_points_synchronize(void);

#endif
