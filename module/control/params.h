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

/**
 * params_begin() - fill in defaults
 *
 * A parameter's files are there before the module is. Until params_ready() or
 * params_end() whoever writes one waits.
 *
 * Context: process, may sleep, at load; leaves the controls' mutex locked.
 */
void params_begin(void);

/**
 * params_end() - parameters no longer act
 *
 * Loading has failed, or the module goes.
 *
 * Context: process, may sleep.
 */
void params_end(void);

/**
 * params_act() - switch on what insmod was told
 *
 * Context: process, may sleep, between params_begin() and params_ready().
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int params_act(void);

/**
 * params_ready() - from here on the parameters act when they are written
 *
 * Context: process; releases the controls' mutex.
 */
void params_ready(void);

/**
 * params_attach() - the parameter attach, by name
 *
 * Context: any.
 * Return: the name.
 */
const char *params_attach(void);

/**
 * params_enabled() - the parameter enabled
 *
 * Context: process, at load.
 * Return: true if exits are to be counted.
 */
bool params_enabled(void);

/**
 * params_how() - the parameter attach, as attach() wants it
 *
 * Context: any.
 * Return: the n of attach_name().
 */
unsigned int params_how(void);

/**
 * params_maxactive() - the parameter maxactive, or its default
 *
 * Context: any, after params_begin().
 * Return: return-probe instances for each probe.
 */
unsigned int params_maxactive(void);

/**
 * params_max_vcpus() - the parameter max_vcpus, or its default
 *
 * Context: any, after params_begin().
 * Return: how many records there are to be.
 */
unsigned int params_max_vcpus(void);

/**
 * params_filter() - set the filters that the parameters say
 *
 * At load this comes before anything is counted.
 *
 * Context: process, may sleep, under the controls' mutex.
 */
void params_filter(void);

#endif
