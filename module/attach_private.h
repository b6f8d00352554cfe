/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attach_private.h - for the attach*.c alone: two ways to see an exit.
 */
#ifndef KVMTRAP_ATTACH_PRIVATE_H
#define KVMTRAP_ATTACH_PRIVATE_H

#include "attach.h"

/* All are called under one mutex; those that can fail give 0 or -errno. */
struct exit_source {
	const char *name;	/* as the parameter attach has it */
	bool sees_entry;	/* to the guest, if asked to */

	/* Find and register all; nothing runs yet. Says why if it cannot. */
	int (*in)(unsigned int maxactive);
	void (*out)(void);

	/* Exits seen from now on, or no more. */
	int (*arm)(void);
	int (*disarm)(void);

	/* The n-th of its points; false past the last. */
	bool (*status)(unsigned int n, struct probe_status *status);
};

extern const struct exit_source exit_by_kretprobe, exit_by_tracepoint;

/* What attach_want_entry() asked for has happened: 0 or -errno. May sleep. */
int attach_entry_settled(void);

/* Times: on or off, and while on, armed together with the exits. */
int times_switch_on(bool counting);
void times_switch_off(void);
int times_arm(void);
void times_disarm(void);
bool times_status(struct probe_status *status);

struct kprobe;

/* As probe_status has it, but for @kp being disabled by ourselves. */
const char *probe_state(const struct kprobe *kp);

/* One line in the log, and @err. */
int refuse_probe(const char *symbol, int err);

#endif
