/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * params.h - the module parameters: attach, enabled, reset, times, hot,
 * filter_pid, filter_vm, trace_min_ns, maxactive, max_vcpus.
 */
#ifndef KVMTRAP_PARAMS_H
#define KVMTRAP_PARAMS_H

#include <linux/types.h>

#ifndef KVMTRAP_VERSION
#define KVMTRAP_VERSION "unknown"
#endif

/*
 * params_begin() - fill in defaults
 *
 * Until params_ready() or params_end() whoever writes a parameter waits: its
 * files are there before the module is.
 */
void params_begin(void);

/* Loading has failed, or the module goes: parameters no longer act. */
void params_end(void);

/* Switch on what insmod was told. 0 or -errno, with a line. */
int params_act(void);

/* From here on the parameters act when they are written. */
void params_ready(void);

const char *params_attach(void);
bool params_enabled(void);
unsigned int params_how(void);	/* attach, as attach() wants it */
unsigned int params_maxactive(void);
unsigned int params_max_vcpus(void);

/* Set the filters that insmod was told: before anything is counted. */
void params_filter(void);

#endif
