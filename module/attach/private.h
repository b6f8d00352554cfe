/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - for this folder alone: two ways to see an exit.
 */
#ifndef KVMTRAP_ATTACH_PRIVATE_H
#define KVMTRAP_ATTACH_PRIVATE_H

#include <linux/types.h>

struct probe_status;

/* All are called under attach_lock. Those that can fail return 0 or -errno. */
struct exit_source {
	const char *name;	/* as the parameter attach has it */
	bool sees_begin;	/* of KVM_RUN */
	bool sees_early;	/* exits, at KVM's own tracepoint */

	/* Find and register all; nothing runs yet. On an error the log says why. */
	int (*prepare)(unsigned int maxactive);
	void (*release)(void);	/* NULL: once it is disarmed nothing is left of it */

	/* Begin, or cease, to see exits. */
	int (*arm)(void);
	int (*disarm)(void);

	/* The n-th of its points; false past the last. */
	bool (*status)(unsigned int n, struct probe_status *status);
};

extern const struct exit_source exit_by_kretprobe, exit_by_tracepoint;

#endif
