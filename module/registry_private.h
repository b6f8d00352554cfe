/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry_private.h - the registry's state, for registry.c and
 * registry_fast.h (the side of the probe handlers) and totals.c (the side of
 * the readers) alone.
 *
 * Two locks. `lock` (raw, held for a few instructions) guards the maps and
 * free lists: handlers take it when a vCPU appears or goes, never on an exit
 * of a known one. `readers` is held by whoever reads totals or moves counters
 * from record to record. Handlers never need it: all they do with a retired
 * record is to put it on the list `dead`.
 */
#ifndef KVMTRAP_REGISTRY_PRIVATE_H
#define KVMTRAP_REGISTRY_PRIVATE_H

#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "ptrmap.h"
#include "registry.h"

struct registry {
	raw_spinlock_t lock;	/* maps, free lists, vm->live, the counts below */
	struct mutex readers;	/* moving totals: kept, ended, forgotten, resets */

	/*
	 * A record whose generation is not this one falls in step before it
	 * counts. Odd while paused: then none is ever in step.
	 */
	u32 generation;
	u32 reset_generation;
	u32 resumed;		/* the generation that last began with it */
	u64 stepped_at;		/* ktime_get_ns() before the last change of it */
	bool ran_out;		/* of records since: some exits had no name */
	u64 reset_at;		/* clock_now() at the last reset */
	u64 since;		/* Unix time in ns of that, or of loading */

	pid_t only_pid;		/* filters; 0: any */
	u64 only_vm;

	unsigned int size;
	struct record *records;
	struct times *times;	/* as many, or NULL */
	struct hot *hot;	/* the same */
	struct vm *vms;
	struct ptrmap by_vcpu, by_kvm;
	struct list_head free_records, free_vms;
	struct list_head ended_vms;		/* under `readers` */
	struct llist_head dead;
	struct work_struct fold_work;

	struct counters __percpu *unattributed;
	struct counters unattributed_base;	/* at the last reset */
	struct counters forgotten;	/* by VMs that are no longer listed */

	u64 last_vm_number;
	unsigned int records_used, records_most;
	unsigned int vms_live, vms_ended;
	u64 vms_forgotten, vcpus_ended, vcpus_replaced;
};

extern struct registry registry;

/* Make the record of a vCPU that has none; NULL when all are in use. */
struct record *record_make(struct kvm_vcpu *vcpu);

/* @rec is new, or between this and its last exit lies a reset or a pause. */
void record_fall_in_step(struct record *rec, const struct kvm_vcpu *vcpu,
			 u64 unseen);

/* Move what dead records counted to their VMs. Under `readers`. */
void registry_fold(void);

#endif
