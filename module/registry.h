/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry.h - which vCPUs there are, and what each has counted.
 *
 * Life of a record: free -> live (first KVM_RUN or exit seen) -> dead (KVM
 * destroys the vCPU) -> kept (its counters are now what its VM's ended vCPUs
 * counted together) or free again (added to such a record). A VM whose vCPUs
 * are all dead has ended; the last ENDED_VMS_KEPT of these stay listed, older
 * ones live on in the totals of the host only.
 *
 * All memory is taken at load: the probes run where nothing may sleep.
 */
#ifndef KVMTRAP_REGISTRY_H
#define KVMTRAP_REGISTRY_H

#include <linux/list.h>
#include <linux/llist.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "counters.h"
#include "exit.h"
#include "hot.h"
#include "times.h"

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
	u64 number;			/* 1, 2, ... in the order first seen */
	unsigned int live;		/* records */
	unsigned int unfolded;		/* records live or dead */
	pid_t pid;			/* of the VMM, in the initial namespace */
	char comm[TASK_COMM_LEN];	/* the VMM's command name */
};

/* One vCPU. What is written on every exit comes first. */
struct record {
	u64 seen_exits;		/* KVM's own count at the last exit seen */
	u64 run_exits;		/* ... when KVM_RUN began */
	u32 generation;		/* of the registry when last in step with it */
	u32 reset_generation;	/* of the registry when last zeroed */
	pid_t tid;		/* of the thread that ran it last */
	bool muted;		/* by a filter: nothing is counted */
	bool fresh;		/* has not been in step yet */
	struct counters c;
	struct exit_frame frame;	/* with attach=tracepoint */

	struct vm *vm;
	const struct kvm_vcpu *vcpu;	/* a key while live, then NULL */
	int vcpu_id;
	int state;		/* enum record_state */
	struct times *times;	/* NULL while times are off */
	struct hot *hot;	/* NULL while hot is off */
	union {
		struct list_head free_node;
		struct llist_node dead_node;
	};
} ____cacheline_aligned;

/* 0 or -ENOMEM; counting starts with registry_resume(). */
int registry_init(unsigned int max_vcpus);
void registry_exit(void);

/* --- from probe handlers: preemption off, nothing may sleep --- */

/* registry_fast.h has what finds a record. */

/* KVM destroys @vcpu: its record no longer belongs to this address. */
void record_retire(struct kvm_vcpu *vcpu);

/* Counters for what no record could be had for: this CPU's own. */
struct counters *unattributed_counters(void);

/* --- from process context --- */

/* Zero everything: as if all had been counted from now on. */
void registry_reset(void);

/*
 * Between pause and resume the probes may or may not be in place: what KVM
 * counts meanwhile is not lost, and no record is held to it.
 */
void registry_pause(void);
void registry_resume(void);

/* Count only this VMM's, and only this VM's exits; 0: any. */
void registry_filter(pid_t pid, u64 vm);

/*
 * Memory for the times of all records: 0 or -ENOMEM, and no memory. To be
 * freed when no handler can use it any more.
 */
int registry_times_alloc(void);
void registry_times_free(void);

/* The same for what they trapped on. */
int registry_hot_alloc(void);
void registry_hot_free(void);

/* --- readers, from process context --- */

/*
 * Between begin and end no record is freed, and no total moves but by
 * counting on.
 */
void registry_read_begin(void);
void registry_read_end(void);

unsigned int registry_size(void);

/* The n-th record, n < registry_size(), or NULL if it is free. */
const struct record *registry_record(unsigned int n);

/* Fill @v. False, and all zero, while times are off. */
bool record_times(const struct record *rec, struct times_view *v);

/* Add the times and their spread of a record, or nothing while times are off. */
void record_spread(const struct record *rec, struct times *t);

/* Add what a record trapped on. False, and nothing, while hot is off. */
bool record_hot(const struct record *rec, struct hot *sum);

/* Add what was counted by a record, without one, and by all together. */
void record_sum(const struct record *rec, struct counters *sum);
void unattributed_sum(struct counters *sum);
void host_sum(struct counters *sum);

struct registry_stats {
	unsigned int records_used;	/* now */
	unsigned int records_most;	/* at the most since load */
	unsigned int vms_live, vms_ended;
	u64 vms_forgotten;	/* ended, and in the host's totals only */
	u64 vcpus_ended;	/* KVM was seen to destroy them */
	u64 vcpus_replaced;	/* their end was not seen, but another's start */
	size_t bytes;		/* of memory */
	u64 since;		/* Unix time in ns: load, or the last reset */
};

void registry_stats(struct registry_stats *stats);

#endif
