/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attach.h - where the probes and callbacks sit in KVM.
 */
#ifndef KVMTRAP_ATTACH_H
#define KVMTRAP_ATTACH_H

#include <linux/types.h>

/* What the parameter attach may say: the n-th, NULL past the last. */
const char *attach_name(unsigned int n);

/**
 * attach() - register all probes, or none
 * @how: to see exits, the n of attach_name()
 * @maxactive: return-probe instances each: how many calls can be in flight
 *
 * Nothing is counted until attach_enable(). 0, or a negative errno after one line
 * in the kernel log that says why.
 */
int attach(unsigned int how, unsigned int maxactive);
void detach(void);

/* Start or stop counting; while stopped, exits run no probe. 0 or -errno. */
int attach_enable(bool enable);

/* Begin or stop to measure times. 0 or -errno, with a line in the log. */
int attach_times(bool on);

#define MOST_PROBES	6

/* What the calls that a probe has seen are counted as. */
enum probe_hits {
	HITS_EXITS,
	HITS_RETURNS,
	HITS_ENDS,
	HITS_UNKNOWN,
	HITS_KINDS = HITS_UNKNOWN,
};

struct probe_status {
	const char *symbol, *kind;
	const char *state;	/* armed, disabled, or disarmed behind our back */
	enum probe_hits hits;
	bool always;		/* also while enabled=0 */
	u64 missed;	/* calls not seen: no instance was free, or a probe hit in a probe */
};

/* All that there are: none before loading has got so far. */
struct probes {
	unsigned int n;
	struct probe_status of[MOST_PROBES];
};

/* May sleep; not with the registry's readers locked. */
void attach_probes(struct probes *probes);

/* Calls of functions that only have the name of the one that was meant. */
u64 attach_refused_calls(void);

/* Begin the missed counts anew. */
void attach_reset_missed(void);

#endif
