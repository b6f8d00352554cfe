/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * control.h - what an operator can do to the module and around it, and the state that
 * this leads to.
 */
#ifndef WALK_CONTROL_H
#define WALK_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

enum traced {
	TRACE_EXIT,
	TRACE_COUNTS,
	NR_TRACED
};

struct control {
	bool loaded, tracepoint;	/* attach=tracepoint */
	bool enabled, times, hot, traced[NR_TRACED];
	bool probes;			/* kprobes/enabled */
	unsigned int max_vcpus;		/* 0: the default */
	long filter_pid, filter_vm;
	int64_t since_after, since_before;	/* counting began between these, Unix time in ns */
};

extern struct control control;

/* @module: the path of kvmtrapcount.ko */
void control_init(const char *module);

/* Each of these calls wrong() if the module or the kernel does not do it. */
bool control_load(bool tracepoint, bool times, bool hot);
bool control_unload(void);
/* Write a filter. control_filter_again() writes to both filters the values that they have. */
bool control_filter_pid(long pid);
bool control_filter_vm(long vm);
bool control_filter_again(void);
bool control_reset(void);
bool control_enable(bool on);
bool control_times(bool on);
bool control_hot(bool on);
bool control_trace(enum traced what, bool on);
bool control_probes(bool on);

/* Check that health shows this state. */
bool control_shows(void);

/* Check, when no VM is left, that nothing stays attached that nobody needs. Starts a VM. */
bool control_rests(void);

#endif
