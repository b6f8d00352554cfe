/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - for this folder alone: two ways to see an exit.
 */
#ifndef KVMTRAP_ATTACH_PRIVATE_H
#define KVMTRAP_ATTACH_PRIVATE_H

#include "registry/lookup.h"
#include "attach.h"
#include "current_vcpu.h"

/* The vCPU that the thread runs, and its record, where no tracepoint tells. */
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

/*
 * attach_vcpu() - between vcpu_load() and vcpu_put(), preemption off
 * @vcpu: as the tracepoint tells, if ARCH_VCPU_TOLD
 * @rec: its record, if it is known
 */
static __always_inline struct kvm_vcpu *attach_vcpu(struct kvm_vcpu *vcpu,
						    struct record **rec)
{
	if (!ARCH_VCPU_TOLD)
		return attach_vcpu_by_thread(rec);
	*rec = record_known(vcpu);
	return vcpu;
}

/* The same at once, only as a key to look up. */
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

/* The tracepoint kvm_entry (entry.c), for attach=tracepoint. */
int attach_entry_find(void);
int attach_entry_start(void);
void attach_entry_stop(void);
int attach_entry_settle(void);
void attach_entry_status(struct probe_status *status);

/* A vCPU without a record has exited. */
void attach_entry_for_unattributed(void);

/* The probes that every attachment has (life.c, run.c). */
int attach_life_register(void);
void attach_life_unregister(void);
bool attach_life_in_place(void);
bool attach_life_status(unsigned int n, struct probe_status *status);

int attach_run_register(unsigned int maxactive, bool entry_seen);
void attach_run_unregister(void);
int attach_run_arm(void);
void attach_run_disarm(void);
bool attach_run_status(unsigned int n, struct probe_status *status);

/* Times: on or off, and while on, armed together with the exits. */
int attach_times_on(const struct exit_source *source, bool counting);
void attach_times_off(void);
int attach_times_arm(void);
void attach_times_disarm(void);
bool attach_times_status(unsigned int n, struct probe_status *status);

struct kprobe;
struct kretprobe;
struct point;

/*
 * Is its breakpoint there? All probes of a kernel can be switched off at once
 * through debugfs, and nobody is told.
 */
bool attach_probe_in_place(const struct kprobe *kp);

/* Fill @status, but for being disabled by ourselves. */
void attach_kprobe_status(struct probe_status *status, const struct kprobe *kp,
			  enum probe_hits hits);
void attach_kretprobe_status(struct probe_status *status, const struct kretprobe *rp,
			     enum probe_hits hits);
void attach_point_status(struct probe_status *status, const struct point *p,
			 enum probe_hits hits);

/* A call of something that only has the name of KVM's function. */
void attach_refuse_call(void);

/* One line in the log, and @err. */
int attach_refuse_probe(const char *symbol, int err);
int attach_refuse_switched_off(void);

#endif
