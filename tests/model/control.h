/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * control.h - what an operator can do to the module and around it, and how it stands.
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
	int64_t since_after, since_before;	/* Unix time in ns: counting began between */
};

extern struct control control;

/* Also for what is there from before. */
void control_init(const char *module);

/* Each wrong() if the module or the kernel does not do it. */
bool control_load(bool tracepoint, bool times, bool hot);
bool control_unload(void);
/* The filters filter_pid and filter_vm: to that value; to the one it has. */
bool control_filter_pid(long pid);
bool control_filter_vm(long vm);
bool control_filter_again(void);
bool control_reset(void);
bool control_enable(bool on);
bool control_times(bool on);
bool control_hot(bool on);
bool control_trace(enum traced what, bool on);
bool control_probes(bool on);

/* health tells all of this. */
bool control_shows(void);

/* With no VM left, but one that this makes: nothing is attached that nobody wants. */
bool control_rests(void);

#endif
