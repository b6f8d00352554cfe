/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry.h - which vCPUs there are, and what each has counted.
 *
 * Life of a record: free -> live (first exit seen) -> dead (KVM destroys the
 * vCPU) -> kept (its counters are now what its VM's ended vCPUs counted
 * together) or free again (added to such a record). A VM whose vCPUs are all
 * dead has ended; at most ENDED_VMS_KEPT of these, and a quarter of all
 * records, stay listed, older ones live on in the totals of the host only.
 *
 * Records are taken at load, memory for times and hot when these are switched
 * on: the probes run where nothing may sleep. Nobody can take all of it: see
 * share.h.
 */
#ifndef KVMTRAP_REGISTRY_H
#define KVMTRAP_REGISTRY_H

#include <linux/list.h>
#include <linux/llist.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "decode/exit.h"
#include "stats/counters.h"
#include "stats/hot.h"
#include "stats/times.h"

struct kvm;
struct kvm_vcpu;

#define ENDED_VMS_KEPT	64u

enum record_state {
	RECORD_FREE,
	RECORD_LIVE,
	RECORD_DEAD,
	RECORD_KEPT,
};

struct vm {
	struct list_head node;		/* free, or ended, the oldest first */
	const struct kvm *kvm;		/* a key while live, then NULL */
	pid_t creator;		/* the thread that made it: KVM's userspace_pid */
	struct record *kept;
	struct user *user;		/* whose VMM it is, while live */
	uid_t uid;			/* its number, also later */
	u64 number;			/* 1, 2, ... in the order first seen */
	unsigned int live;		/* records */
	unsigned int unfolded;		/* records live or dead */
	pid_t pid;			/* of the VMM, in the initial namespace */
	char comm[TASK_COMM_LEN];	/* the VMM's command name */
};

/*
 * What a record has not acted on yet: bits of its @pending. Whoever writes a
 * control sets them, the vCPU's thread clears them at its next event, both under
 * the registry's lock. While none is set an event takes the fast path.
 */
#define PENDING_RESET	BIT(0)	/* its counters are to be zeroed */
#define PENDING_OFF	BIT(1)	/* it is not to be counted: paused, or a filter */
#define PENDING_WAS_OFF	BIT(2)	/* nor was it for some time since */

/* One vCPU. What is written on every exit comes first. */
struct record {
	u64 seen_exits;		/* KVM's own count at the last exit seen */
	u64 run_exits;		/* ... when KVM_RUN began */
	u32 pending;
	pid_t tid;		/* of the thread that ran it last */
	bool in_run;		/* KVM_RUN was seen to begin, and not to return */
	struct counters c;
	struct exit_frame frame;	/* with attach=tracepoint */

	struct vm *vm;
	const struct kvm_vcpu *vcpu;	/* a key while live, then NULL */
	int vcpu_id;
	int state;		/* enum record_state */
	u64 off_at;		/* arch_clock_now() at the first PENDING_WAS_OFF */
	struct times *times;	/* NULL while times are off */
	struct hot *hot;	/* NULL while hot is off */
	union {
		struct list_head free_node;
		struct llist_node dead_node;
	};
} ____cacheline_aligned;

/**
 * registry_init() - take the memory of all records
 * @max_vcpus: how many records
 *
 * It is paused: counting starts with registry_resume().
 *
 * Context: process, may sleep, at load.
 * Return: 0, or -ENOMEM with nothing taken.
 */
int registry_init(unsigned int max_vcpus);

/**
 * registry_exit() - free all memory
 *
 * Context: process, may sleep. The probes are gone: no handler runs any more.
 */
void registry_exit(void);

/* --- from probe handlers: preemption off, nothing may sleep --- */

/* lookup.h has what finds a record. */

/**
 * record_make() - the record of a vCPU that has none, and has exited
 * @vcpu: the vCPU that the current thread runs, or that ends
 * @unseen: how many exits of it this very event is about (1 at an exit, or 0)
 * @ends: KVM destroys it, in whichever thread
 *
 * A record that is left at its address is retired first: it is of a vCPU whose
 * end was not seen.
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: the record, or NULL when there is none for it.
 */
struct record *record_make(struct kvm_vcpu *vcpu, u64 unseen, bool ends);

/**
 * record_reset() - act on a reset: zero what @rec has counted
 * @rec: the record of the vCPU, with PENDING_RESET
 *
 * This is the first half of what is done at the first event after a control was
 * written; record_resync() is the second. What the last exit still has to add
 * comes between them.
 *
 * Context: handler, preemption off, where nobody else writes to @rec; takes
 * `lock`.
 */
void record_reset(struct record *rec);

/**
 * record_resync() - act on a pause or a filter: skip what is not to be counted
 * @rec: the record of @vcpu
 * @vcpu: the vCPU that the current thread runs
 * @unseen: how many exits of it this very event is about (1 at an exit, or 0)
 *
 * This is the second half; see record_reset(). It does nothing unless
 * PENDING_WAS_OFF is set.
 *
 * Context: handler, preemption off; takes `lock`.
 */
void record_resync(struct record *rec, const struct kvm_vcpu *vcpu,
		   u64 unseen);

/**
 * record_retire() - KVM destroys @rec's vCPU
 * @rec: its record, which no longer belongs to the vCPU's address
 *
 * Context: handler, preemption off; takes `lock`. Work that may sleep, and that
 * runs later, moves what it has counted.
 */
void record_retire(struct record *rec);

/**
 * unattributed_is_off() - is what vCPUs without a record do not to be counted?
 *
 * Context: handler, preemption off, in the vCPU's thread; takes no lock.
 * Return: true during a pause, or if a filter leaves out the current process.
 * Of a VM without a record no number is known: so any filter for one does.
 */
bool unattributed_is_off(void);

/**
 * created_seen() - KVM has created @vcpu
 * @vcpu: the vCPU, made by the current thread
 *
 * It is noted (created.h), if there is room. What is left at its address, of a
 * vCPU whose end was not seen, is retired.
 *
 * Context: handler, preemption off; takes `lock`.
 */
void created_seen(const struct kvm_vcpu *vcpu);

/**
 * created_gone() - KVM destroys @vcpu, which has no record
 * @vcpu: the vCPU; what was noted of it is dropped
 *
 * Context: handler, preemption off; takes `lock`.
 */
void created_gone(const struct kvm_vcpu *vcpu);

/**
 * created_is_whole() - was @vcpu's whole life so far to be counted?
 * @vcpu: a vCPU without a record
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: true if it was seen to be created, and all since was to be counted.
 */
bool created_is_whole(const struct kvm_vcpu *vcpu);

/**
 * created_run() - KVM_RUN of a vCPU that has not exited yet
 * @vcpu: the vCPU
 * @why: it returns, an enum kvmtrap_return; or below 0: it begins
 *
 * Context: handler, preemption off; takes `lock`.
 * Return: false if KVM was not seen to create @vcpu.
 */
bool created_run(const struct kvm_vcpu *vcpu, int why);

/**
 * registry_unattributed() - counters for what no record could be had for
 *
 * Context: handler, preemption off: they are this CPU's own.
 * Return: the counters, never NULL.
 */
struct counters *registry_unattributed(void);

/* --- from process context: the controls (controls.c), and memory --- */

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

/* --- readers, from process context --- */

/**
 * registry_read_begin() - begin to read
 *
 * Until registry_read_end() no record is freed, and no total moves but by
 * counting on.
 *
 * Context: process, may sleep; takes `readers`.
 */
void registry_read_begin(void);

/**
 * registry_read_end() - end to read
 *
 * Context: process, in the thread that began; releases `readers`.
 */
void registry_read_end(void);

/**
 * registry_size() - how many records there are, free ones included
 *
 * Context: any.
 * Return: the parameter max_vcpus.
 */
unsigned int registry_size(void);

/**
 * registry_record() - the n-th record
 * @n: below registry_size()
 *
 * Context: process, under `readers`.
 * Return: the record, or NULL if it is free.
 */
const struct record *registry_record(unsigned int n);

/**
 * record_times() - read where the time of a record went
 * @rec: the record
 * @v: is filled; all zero while times are off
 *
 * Context: process, under `readers`.
 * Return: false while times are off.
 */
bool record_times(const struct record *rec, struct times_view *v);

/**
 * record_latency() - add the handling times of a record, by length
 * @rec: the record; nothing is added while times are off
 * @latency: what they are added to
 *
 * Context: process, under `readers`.
 */
void record_latency(const struct record *rec,
		    u64 latency[TIME_LATENCIES][LATENCY_BUCKETS]);

/**
 * record_hot() - add what a record trapped on
 * @rec: the record
 * @sum: what it is added to; nothing is while hot is off
 *
 * Context: process, under `readers`.
 * Return: false while hot is off.
 */
bool record_hot(const struct record *rec, struct hot *sum);

/**
 * record_sum() - add what a record counted
 * @rec: the record
 * @sum: what it is added to
 *
 * Context: process, under `readers`.
 */
void record_sum(const struct record *rec, struct counters *sum);

/**
 * registry_unattributed_sum() - what was counted without a record
 * @sum: all zero; what was counted since the last reset is added
 *
 * Context: process, under `readers`.
 */
void registry_unattributed_sum(struct counters *sum);

/**
 * registry_forgotten_sum() - add what VMs that are no longer listed counted
 * @sum: what it is added to
 *
 * Context: process, under `readers`.
 */
void registry_forgotten_sum(struct counters *sum);

struct registry_stats {
	unsigned int records_used;	/* now */
	unsigned int records_most;	/* at the most since load */
	unsigned int vms_live, vms_ended;
	u64 vms_forgotten;	/* ended, and in the host's totals only */
	u64 vcpus_ended;	/* KVM was seen to destroy them */
	u64 vcpus_replaced;	/* their end was not seen, but another's start */
	u64 vcpus_unnoted;	/* created, with no room to note it */
	u64 exits_earlier;	/* KVM's, of vCPUs before their records began */
	size_t bytes;		/* of memory */
	u64 since;		/* Unix time in ns: load, or the last reset */
	u64 times_since;	/* that of times; 0: they are off */
};

/**
 * registry_stats() - read the registry's own numbers
 * @stats: is filled
 *
 * Context: process, under `readers`.
 */
void registry_stats(struct registry_stats *stats);

#endif
