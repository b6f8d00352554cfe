/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * status.h - the state of a probe for the file health, and what is said when one fails.
 */
#ifndef KVMTRAP_ATTACH_STATUS_H
#define KVMTRAP_ATTACH_STATUS_H

#include "attach.h"

struct kprobe;
struct kretprobe;
struct point;

/**
 * attach_kprobe_status() - fill @status; attach_probes() adds whether we disabled it
 * @status: is filled
 * @kp: the probe
 * @hits: what the calls that it has seen are counted as
 *
 * Context: process.
 */
void attach_kprobe_status(struct probe_status *status, const struct kprobe *kp,
			  enum probe_hits hits);

/**
 * attach_kretprobe_status() - attach_kprobe_status() of a return probe
 * @status: is filled
 * @rp: the probe
 * @hits: what the calls that it has seen are counted as
 *
 * Context: process.
 */
void attach_kretprobe_status(struct probe_status *status, const struct kretprobe *rp,
			     enum probe_hits hits);

/**
 * attach_point_status() - attach_kprobe_status() of a tracepoint
 * @status: is filled
 * @p: the point
 * @hits: what the calls that it has seen are counted as
 *
 * Context: process.
 */
void attach_point_status(struct probe_status *status, const struct point *p,
			 enum probe_hits hits);

/**
 * attach_refuse_call() - count a call of a function that only has the name of KVM's
 *
 * Context: any, a handler as well.
 */
void attach_refuse_call(void);

/**
 * attach_refuse_probe() - say in one line of the log why a probe failed
 * @symbol: where it was to be
 * @err: what registering or arming it returned
 *
 * Context: process.
 * Return: @err.
 */
int attach_refuse_probe(const char *symbol, int err);

/**
 * attach_refuse_switched_off() - say in the log that kprobes are switched off
 *
 * Context: process.
 * Return: -EPERM.
 */
int attach_refuse_switched_off(void);

#endif
