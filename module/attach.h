/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attach.h - where the probes sit in KVM.
 */
#ifndef KVMTRAP_ATTACH_H
#define KVMTRAP_ATTACH_H

#include <linux/types.h>

/**
 * attach() - register all probes, or none
 * @maxactive: return-probe instances each: how many calls can be in flight
 * @enabled: count from the start
 *
 * 0, or a negative errno after one line in the kernel log that says why.
 */
int attach(unsigned int maxactive, bool enabled);
void detach(void);

/* Start or stop counting; while stopped, exits run no probe. 0 or -errno. */
int attach_enable(bool enable);

struct probe_status {
	const char *symbol, *kind, *state;
	u64 missed;	/* calls not seen: no instance was free, or a probe hit in a probe */
};

/* The @n-th probe; false past the last. */
bool attach_status(unsigned int n, struct probe_status *status);

/* Begin the missed counts anew. */
void attach_reset_missed(void);

#endif
