/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - for this folder alone: two ways to see an exit.
 */
#ifndef KVMTRAP_ATTACH_PRIVATE_H
#define KVMTRAP_ATTACH_PRIVATE_H

#include "registry/handler.h"
#include "attach.h"
#include "current_vcpu.h"

/**
 * attach_vcpu_by_thread() - the vCPU that the thread runs, and its record
 * @rec: is set to its record, or to NULL if none is known
 *
 * It is for events whose tracepoint does not tell the vCPU.
 *
 * Context: handler, preemption off, between vcpu_load() and vcpu_put().
 * Return: the vCPU, or NULL if the thread runs none.
 */
static __always_inline struct kvm_vcpu *
attach_vcpu_by_thread(struct record **rec)
{
	struct kvm_vcpu *vcpu = attach_vcpu_guess();

	*rec = record_known(vcpu);
	if (likely(*rec))
		return vcpu;
	vcpu = attach_vcpu_found();
	if (vcpu)
		*rec = record_known(vcpu);
	return vcpu;
}

/**
 * attach_vcpu() - the vCPU that an event is about, and its record
 * @vcpu: as the tracepoint tells, if ARCH_VCPU_TOLD
 * @rec: is set to its record, or to NULL if none is known
 *
 * Context: handler, preemption off, between vcpu_load() and vcpu_put().
 * Return: the vCPU, or NULL if the thread runs none.
 */
static __always_inline struct kvm_vcpu *attach_vcpu(struct kvm_vcpu *vcpu,
						    struct record **rec)
{
	if (!ARCH_VCPU_TOLD)
		return attach_vcpu_by_thread(rec);
	*rec = record_known(vcpu);
	return vcpu;
}

/**
 * attach_vcpu_fast() - attach_vcpu() at once, only as a key to look up
 * @vcpu: as the tracepoint tells, if ARCH_VCPU_TOLD
 *
 * Context: as attach_vcpu().
 * Return: the vCPU, or an address that may be none's: never follow it.
 */
static __always_inline struct kvm_vcpu *attach_vcpu_fast(struct kvm_vcpu *vcpu)
{
	return ARCH_VCPU_TOLD ? vcpu : attach_vcpu_guess();
}

/* All are called under one mutex; those that can fail give 0 or -errno. */
struct exit_source {
	const char *name;	/* as the parameter attach has it */
	bool sees_entry;	/* to the guest, if asked to */

	/* Find and register all; nothing runs yet. Says why if it cannot. */
	int (*prepare)(unsigned int maxactive);
	void (*release)(void);	/* NULL: disarmed there is nothing left of it */

	/* Exits seen from now on, or no more. */
	int (*arm)(void);
	int (*disarm)(void);

	/*
	 * Is done when what account_want_entry() was last told has taken
	 * effect. May sleep. NULL: what is wished makes no difference.
	 */
	int (*settle_entry)(void);

	/* The n-th of its points; false past the last. */
	bool (*status)(unsigned int n, struct probe_status *status);
};

extern const struct exit_source exit_by_kretprobe, exit_by_tracepoint;

#define ATTACH_OTHERWISE	"Or choose attach=kretprobe"

/* --- entry.c --- */

/**
 * attach_entry_find() - find the tracepoint kvm_entry, for attach=tracepoint
 *
 * Context: process, may sleep.
 * Return: as attach_point_find().
 */
int attach_entry_find(void);

/**
 * attach_entry_start() - begin to see entries whenever somebody wishes it
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_entry_start(void);

/**
 * attach_entry_stop() - cease to see entries, whatever is wished
 *
 * Callbacks may run on until attach_points_synchronize().
 *
 * Context: process, may sleep.
 */
void attach_entry_stop(void);

/**
 * attach_entry_settle() - let what is wished now take effect
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_entry_settle(void);

/**
 * attach_entry_status() - how the tracepoint kvm_entry does
 * @status: is filled
 *
 * Context: process.
 */
void attach_entry_status(struct probe_status *status);

/**
 * attach_entry_for_unattributed() - a vCPU without a record has exited
 *
 * Entries are seen for a while: nothing else says when its exit was handled.
 *
 * Context: handler, preemption off.
 */
void attach_entry_for_unattributed(void);

/* --- life.c and run.c: the probes that every attachment has --- */

/**
 * attach_life_register() - register the probes on vCPUs' begin and end, armed
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_life_register(void);

/**
 * attach_life_unregister() - unregister the probes on vCPUs' begin and end
 *
 * Context: process, may sleep.
 */
void attach_life_unregister(void);

/**
 * attach_life_in_place() - is the probe on vCPUs' end there?
 *
 * We never disable it: if it is not, all probes of the kernel are switched off.
 *
 * Context: process.
 * Return: as attach_probe_in_place().
 */
bool attach_life_in_place(void);

/**
 * attach_life_status() - how the probes on vCPUs' begin and end do
 * @n: the n-th of them
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last.
 */
bool attach_life_status(unsigned int n, struct probe_status *status);

/**
 * attach_run_register() - register the probes on KVM_RUN, disabled
 * @maxactive: return-probe instances
 * @entry_seen: it will be seen when KVM enters the guest
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_run_register(unsigned int maxactive, bool entry_seen);

/**
 * attach_run_unregister() - unregister the probes on KVM_RUN
 *
 * Context: process, may sleep.
 */
void attach_run_unregister(void);

/**
 * attach_run_arm() - arm the probes on KVM_RUN
 *
 * The return comes first, so that no begin is seen without it.
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_run_arm(void);

/**
 * attach_run_disarm() - disarm the probes on KVM_RUN
 *
 * One that stays armed is told in the kernel log; it counts nothing, since the
 * registry is paused.
 *
 * Context: process, may sleep.
 */
void attach_run_disarm(void);

/**
 * attach_run_status() - how the return probe on KVM_RUN does
 * @n: 0
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last.
 */
bool attach_run_status(unsigned int n, struct probe_status *status);

/* --- wakeup.c: times; while on, armed together with the exits --- */

/**
 * attach_times_on() - begin to measure times
 * @source: how exits are seen
 * @counting: exits are counted now; or it is armed together with them later
 *
 * Context: process, may sleep, while times are off.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_times_on(const struct exit_source *source, bool counting);

/**
 * attach_times_off() - cease to measure times; nothing is done if they are off
 *
 * Context: process, may sleep.
 */
void attach_times_off(void);

/**
 * attach_times_arm() - arm what only times need, if they are on
 *
 * Context: process, may sleep.
 * Return: 0, or a negative errno after one line in the kernel log.
 */
int attach_times_arm(void);

/**
 * attach_times_disarm() - disarm what only times need
 *
 * Context: process, may sleep. When it returns the callback runs no more.
 */
void attach_times_disarm(void);

/**
 * attach_times_status() - how the tracepoint that only times need does
 * @n: 0
 * @status: is filled
 *
 * Context: process.
 * Return: false past the last, and while times are off.
 */
bool attach_times_status(unsigned int n, struct probe_status *status);

struct kprobe;
struct kretprobe;
struct point;

/**
 * attach_probe_in_place() - is a probe's breakpoint there?
 * @kp: the probe, which is registered
 *
 * All probes of a kernel can be switched off at once through debugfs, and
 * nobody is told.
 *
 * Context: any.
 * Return: true if it is, or if the probe sits on ftrace.
 */
bool attach_probe_in_place(const struct kprobe *kp);

/**
 * attach_kprobe_status() - fill @status, but for being disabled by ourselves
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
 * attach_refuse_call() - a call of what only has the name of KVM's function
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
