/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * private.h - the registry's state, for this folder alone: record.c and
 * lookup.h are the side of the probe handlers, totals.c, turn.c and memory.c
 * that of process context.
 *
 * Two locks. `lock` (raw, held for a few instructions) guards the maps, free
 * lists and what is pending of a record: handlers take it when a vCPU appears
 * or goes, and at the first event after something was turned, never at the
 * exits between.
 * `readers` is held by whoever reads totals, moves counters from record to
 * record, or turns something. Handlers never need it: all they do with a
 * retired record is to put it on the list `dead`.
 */
#ifndef KVMTRAP_REGISTRY_PRIVATE_H
#define KVMTRAP_REGISTRY_PRIVATE_H

#include <linux/build_bug.h>
#include <linux/cache.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>
#include <linux/workqueue.h>

#include "created.h"
#include "ptrmap.h"
#include "registry.h"
#include "share.h"

struct registry {
	/* Read at each exit, written when a vCPU appears or goes. */
	struct ptrmap by_vcpu;

	/* From here on nothing is read at each exit. */
	raw_spinlock_t lock ____cacheline_aligned;
	struct mutex readers;	/* moving totals: kept, ended, forgotten, resets */

	bool paused;		/* between registry_pause() and _resume() */
	pid_t filter_pid;		/* filters; 0: any */
	u64 filter_vm;
	u64 reset_at;		/* arch_clock_now() at the last reset */
	u64 since;		/* Unix time in ns of that, or of loading */
	u64 times_since;	/* the same, or when times were switched on; 0: off */
	bool begun;		/* counting has, since that */

	unsigned int size;
	struct record *records;
	struct times *times;	/* as many, or NULL */
	struct hot *hot;	/* the same */
	struct vm *vms;
	struct ptrmap by_kvm;
	struct list_head free_records, free_vms;
	struct list_head ended_vms;		/* under `readers` */
	struct llist_head dead;
	struct work_struct fold_work;

	struct created_set created;
	struct shares shares;

	struct counters __percpu *unattributed;
	struct counters unattributed_base;	/* at the last reset */
	struct counters forgotten;	/* by VMs that are no longer listed */

	u64 last_vm_number;
	unsigned int records_used, records_most;
	unsigned int vms_live, vms_ended;
	u64 vms_forgotten, vcpus_ended, vcpus_replaced;
	u64 exits_earlier;
};

/* What all CPUs read at each exit shares no line with what others write. */
static_assert(offsetof(struct registry, lock) % SMP_CACHE_BYTES == 0);
static_assert(offsetof(struct registry, lock) >= sizeof(struct ptrmap));

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
