/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attach.h - where the probes and callbacks sit in KVM.
 */
#ifndef KVMTRAP_ATTACH_H
#define KVMTRAP_ATTACH_H

#include <linux/types.h>

/**
 * attach_name() - what the parameter attach may say
 * @n: the n-th
 *
 * Context: any.
 * Return: the name, or NULL past the last.
 */
const char *attach_name(unsigned int n);

/**
 * attach() - register all probes, or none
 * @how: which way to see exits: the n of attach_name()
 * @maxactive: return-probe instances each: how many calls can be in flight
 *
 * Nothing is counted until attach_enable().
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log that says
 * why.
 */
int attach(unsigned int how, unsigned int maxactive);

/**
 * detach() - unregister all probes
 *
 * Context: process, may sleep. When it returns no handler runs any more.
 */
void detach(void);

/**
 * attach_enable() - start or stop counting
 * @enable: start; while stopped, exits run no probe
 *
 * Context: process, may sleep, not with the registry's readers locked.
 * Return: 0 or a negative errno.
 */
int attach_enable(bool enable);

/**
 * attach_times() - begin or cease to measure times
 * @on: begin
 *
 * Context: process, may sleep, not with the registry's readers locked.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_times(bool on);

/**
 * attach_sees_registers() - are the vCPU's registers up to date when an exit is seen?
 * @what: the parameter that needs them
 *
 * Context: process, once attach() has succeeded.
 * Return: 0, or -EOPNOTSUPP after one line in the kernel log.
 */
int attach_sees_registers(const char *what);

#define MOST_PROBES	7

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

/* All probes that are registered: none until loading has registered them. */
struct probes {
	unsigned int n;
	struct probe_status of[MOST_PROBES];
};

/**
 * attach_probes() - read how all probes do
 * @probes: is filled
 *
 * Context: process, may sleep, not with the registry's readers locked: the
 * attachment's lock is taken before that one.
 */
void attach_probes(struct probes *probes);

/**
 * attach_refused_calls() - calls of functions that only have the name of KVM's
 *
 * Context: any.
 * Return: how many since load.
 */
u64 attach_refused_calls(void);

/**
 * attach_reset_missed() - begin the missed counts anew
 *
 * Context: process, may sleep, not with the registry's readers locked.
 */
void attach_reset_missed(void);

#endif
