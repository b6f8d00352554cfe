/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - for this folder alone: two ways to see an exit.
 */
#ifndef KVMTRAP_ATTACH_PRIVATE_H
#define KVMTRAP_ATTACH_PRIVATE_H

#include <linux/types.h>

struct probe_status;

/* All are called under one mutex; those that can fail give 0 or -errno. */
struct exit_source {
	const char *name;	/* as the parameter attach has it */
	bool sees_entry;	/* to the guest, if asked to */

	/* Find and register all; nothing runs yet. Says why if it cannot. */
	int (*prepare)(unsigned int maxactive);
	void (*release)(void);	/* NULL: disarmed there is nothing left of it */

	/* Exits seen from now on, or no more. */
	int (*arm)(void);
	int (*disarm)(void);

	/*
	 * Returns when the last entry_user_set() has taken effect. May
	 * sleep. NULL: the users of entries make no difference.
	 */
	int (*settle_entry)(void);

	/* The n-th of its points; false past the last. */
	bool (*status)(unsigned int n, struct probe_status *status);
};

extern const struct exit_source exit_by_kretprobe, exit_by_tracepoint;

#define ATTACH_OTHERWISE	"Or choose attach=kretprobe"

#endif
