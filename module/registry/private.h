/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - the registry's state, for this folder alone: handler.h, record.c,
 * vm.c and creation.c are the side of the probe handlers, totals.c, fold.c and
 * memory.c that of process context. controls.c has a half on each side.
 *
 * Two locks. `lock` (raw, held for a few instructions) guards the maps, free
 * lists and what is pending of a record. Handlers take it when a vCPU appears
 * or goes, at its first event after a control was written, at its first exit in
 * another thread than before, at a return of KVM_RUN that had no exit, and for vCPUs
 * without a record; never at the exits between.
 * `readers` is held by whoever reads totals, moves counters from record to
 * record, or writes a control. Handlers never need it: all they do with a
 * retired record is to put it on the list `dead`.
 */
#ifndef KVMTRAP_REGISTRY_PRIVATE_H
#define KVMTRAP_REGISTRY_PRIVATE_H

#include <linux/cache.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "created.h"
#include "ptrmap.h"
#include "registry.h"
#include "share.h"

struct registry {
	/* Read at exits. Written at load; the map when a vCPU appears or goes. */
	struct ptrmap by_vcpu;
	struct counters __percpu *unattributed;
	unsigned int size;

	/* Records, by the thread that their vCPU exited in last. Written when it is another. */
	struct ptrmap by_task ____cacheline_aligned;

	/* Read at exits of vCPUs without a record. Written by controls. */
	bool paused ____cacheline_aligned;	/* between registry_pause() and _resume() */
	pid_t filter_pid;		/* filters; 0: any */
	u64 filter_vm;
	u32 reset_era;			/* created.period at the last reset */

	/* Under `lock`: written when a vCPU appears or goes, and by resets. */
	raw_spinlock_t lock ____cacheline_aligned;
	unsigned int records_used, records_most;
	struct ptrmap by_kvm;
	struct list_head free_records, free_vms;
	struct llist_head dead;		/* without `lock` */
	struct work_struct fold_work;
	struct shares shares;
	u64 last_vm_number;
	unsigned int vms_live;
	u64 vcpus_ended, vcpus_replaced;
	u64 exits_earlier;
	u64 reset_at;		/* arch_clock_now() at the last reset */

	struct created_set created;	/* with groups of its own */

	/* Under `readers`, which guards what moves totals: kept, ended, forgotten, resets. */
	struct mutex readers ____cacheline_aligned;
	struct record *records;
	struct times *times;	/* as many, or NULL */
	struct hot *hot;	/* as many, or NULL */
	struct vm *vms;
	u64 since;		/* Unix time in ns of the last reset, or of loading */
	u64 times_since;	/* the same for times, or when they were switched on; 0: off */
	bool begun;		/* counting was on at some time since `since` */
	struct list_head ended_vms;
	unsigned int vms_ended;
	u64 vms_forgotten;
	struct counters unattributed_base;	/* at the last reset */
	struct counters forgotten;	/* by VMs that are no longer listed */
};

extern struct registry registry;

/**
 * registry_vm_is_off() - is what @vm does not to be counted?
 * @vm: the VM
 *
 * Context: under `lock`.
 * Return: true during a pause, or if a filter leaves @vm out.
 */
bool registry_vm_is_off(const struct vm *vm);

/**
 * vm_of() - the VM that @vcpu's new record is to be of
 * @vcpu: the vCPU, which has no record
 * @made: says who made it; NULL: the current thread runs it
 *
 * A VM that is not known yet is made.
 *
 * Context: handler, preemption off, under `lock`.
 * Return: the VM; NULL if it or its user has its share of the records.
 */
struct vm *vm_of(struct kvm_vcpu *vcpu, const struct created *made);

/**
 * vm_end() - @vm has no live record any more
 * @vm: the VM
 *
 * Another VM at its address gets a number of its own.
 *
 * Context: handler, preemption off, under `lock`.
 */
void vm_end(struct vm *vm);

/**
 * current_user_number() - who runs this thread
 *
 * In a user namespace it is whoever made the outermost one. All users of a namespace
 * count as one: otherwise anybody could be as many users as a namespace has.
 *
 * Context: handler.
 * Return: the user's number in the initial namespace.
 */
uid_t current_user_number(void);

/**
 * record_drop_stale() - end the record that an earlier vCPU left at an address
 * @vcpu: the vCPU that is there now; nothing is done if no record is left
 *
 * The earlier vCPU's destruction was not seen: it was replaced.
 *
 * Context: handler, preemption off; takes `lock`.
 */
void record_drop_stale(const struct kvm_vcpu *vcpu);

/**
 * record_times_stop() - end the time of @rec when the pause or filter began
 * @rec: a record with PENDING_WAS_OFF
 *
 * What has passed since is nobody's time.
 *
 * Context: handler, preemption off, under `lock`.
 */
void record_times_stop(struct record *rec);

/**
 * unattributed_is_off_for() - unattributed_is_off() for any process
 * @pid: the VMM's
 *
 * Context: handler, preemption off.
 * Return: true during a pause, or if a filter leaves the process out.
 */
bool unattributed_is_off_for(pid_t pid);

/**
 * created_of() - what was noted of @vcpu when KVM created it
 * @vcpu: the vCPU
 *
 * A note of an earlier vCPU at its address, whose destruction was not seen, is
 * dropped.
 *
 * Context: handler, preemption off, under `lock`.
 * Return: the note, or NULL if there is none.
 */
struct created *created_of(const struct kvm_vcpu *vcpu);

/**
 * created_refused() - there is no record for a vCPU that is noted
 * @vcpu: the vCPU
 * @at_exit: this event is itself an exit of it, not accounted for yet
 * @c: what was noted of it
 * @pid: the VMM's process
 *
 * From now on its exits are unattributed. None of those that it has had was
 * seen: they count as lost now, or never would.
 *
 * Context: handler, preemption off, under `lock`.
 */
void created_refused(struct kvm_vcpu *vcpu, bool at_exit,
		     struct created *c, pid_t pid);

/**
 * exits_before() - how many exits of @vcpu KVM has counted before this event
 * @vcpu: the vCPU
 * @at_exit: this event is itself an exit of it
 *
 * Context: handler, preemption off.
 * Return: KVM's count. Somebody may clear it between an exit and its event.
 */
static inline u64 exits_before(const struct kvm_vcpu *vcpu, bool at_exit)
{
	u64 exits = arch_stat_exits(vcpu, at_exit);

	return exits ? exits - at_exit : 0;
}

/**
 * record_leave_thread() - no thread runs @rec's vCPU any more, as far as is known
 * @rec: the record
 *
 * Context: under `lock`.
 */
void record_leave_thread(struct record *rec);

/**
 * registry_fold() - move what dead records counted to their VMs
 *
 * VMs that have ended and are too many to stay listed are forgotten.
 *
 * Context: process, under `readers`.
 */
void registry_fold(void);

/**
 * registry_fold_init() - set up the work that folds
 *
 * record_retire() schedules it, since a handler cannot take `readers`.
 *
 * Context: process, at load.
 */
void registry_fold_init(void);

/**
 * registry_forget_vms() - let ended VMs remain in the totals only
 * @keep: how many stay listed
 *
 * Context: process, under `readers`.
 */
void registry_forget_vms(unsigned int keep);

/**
 * record_is_reset() - is what @rec holds from before a reset?
 * @rec: a record
 *
 * Its vCPU's thread zeroes it at the next event. Until then readers take it for
 * zero.
 *
 * Context: process, under `readers`.
 * Return: true if it is.
 */
static inline bool record_is_reset(const struct record *rec)
{
	/* Pairs with the release in record_reset(). */
	return smp_load_acquire(&rec->pending) & PENDING_RESET;
}

/**
 * record_zero() - zero all that @rec holds
 * @rec: a record that nobody writes
 *
 * Context: process, under `readers`, so that its times and hot stay in place.
 */
void record_zero(struct record *rec);

/**
 * registry_unattributed_ever() - add what all without a record counted
 * @sum: what it is added to
 *
 * It is the sum since load, whatever resets there were.
 *
 * Context: process, under `readers`.
 */
void registry_unattributed_ever(struct counters *sum);

#endif
