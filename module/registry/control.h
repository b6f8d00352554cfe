/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * control.h - the controls, and the memory of what can be switched on, from
 * process context.
 */
#ifndef KVMTRAP_REGISTRY_CONTROL_H
#define KVMTRAP_REGISTRY_CONTROL_H

#include <linux/types.h>

/**
 * registry_reset() - zero everything
 *
 * It is as if all had been counted from now on. VMs that have ended are
 * forgotten.
 *
 * Context: process, may sleep; takes `readers`, then `lock`.
 */
void registry_reset(void);

/**
 * registry_pause() - what happens from now on is not counted
 *
 * Until registry_resume() the probes may or may not be in place: what KVM
 * counts meanwhile is not lost, and no record is held to it.
 *
 * Context: process, may sleep; takes `readers`, then `lock`. When it returns no
 * handler counts any more.
 */
void registry_pause(void);

/**
 * registry_resume() - what happens from now on is counted
 *
 * Context: process, may sleep; takes `readers`, then `lock`.
 */
void registry_resume(void);

/**
 * registry_forget_runs() - no vCPU is known to be in KVM_RUN
 *
 * Their returns have not been seen, nor will be.
 *
 * Context: process, while it is paused and no handler runs.
 */
void registry_forget_runs(void);

/**
 * registry_filter() - count only the exits of one VMM, or of one VM
 * @pid: the VMM's process; 0: any
 * @vm: the VM's number; 0: any
 *
 * Context: process, may sleep; takes `readers`, then `lock`.
 */
void registry_filter(pid_t pid, u64 vm);

/**
 * registry_times_alloc() - take memory for the times of all records
 *
 * Context: process, may sleep, while there is none; takes `readers`.
 * Return: 0, or -ENOMEM with nothing taken.
 */
int registry_times_alloc(void);

/**
 * registry_times_free() - free the memory for times
 *
 * Context: process, may sleep; takes `readers`. It waits for handlers that run:
 * memory is freed when none can use it any more.
 */
void registry_times_free(void);

/**
 * registry_hot_alloc() - take memory for what all records trapped on
 *
 * Context: process, may sleep, while there is none; takes `readers`.
 * Return: 0, or -ENOMEM with nothing taken.
 */
int registry_hot_alloc(void);

/**
 * registry_hot_free() - free the memory for what records trapped on
 *
 * Context: process, may sleep; takes `readers`. It waits for handlers that run:
 * memory is freed when none can use it any more.
 */
void registry_hot_free(void);

#endif
