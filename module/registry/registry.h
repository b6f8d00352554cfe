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
 * What was turned since a record's last event: bits of its @pending. Set by the
 * controls, cleared by the vCPU's thread at its next event, both under the
 * registry's lock. While none is set an event takes the fast path.
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

/* 0 or -ENOMEM; counting starts with registry_resume(). */
int registry_init(unsigned int max_vcpus);
void registry_exit(void);

/* --- from probe handlers: preemption off, nothing may sleep --- */

/* lookup.h has what finds a record. */

/**
 * record_make() - the record of a vCPU that has none, and has exited
 * @vcpu: the vCPU that the current thread runs
 * @unseen: how many exits of it this very event is about (1 at an exit, or 0)
 * @ends: KVM destroys it, in whichever thread
 *
 * NULL when there is none for it.
 */
struct record *record_make(struct kvm_vcpu *vcpu, u64 unseen, bool ends);

/*
 * Two halves of what is to be done at the first event after something was
 * turned. What the last exit still has to add comes between them.
 */
void record_reset(struct record *rec);
void record_resync(struct record *rec, const struct kvm_vcpu *vcpu,
		   u64 unseen);

/* KVM destroys @rec's vCPU: the record no longer belongs to its address. */
void record_retire(struct record *rec);

/* Is what vCPUs without a record do not to be counted? */
bool unattributed_is_off(void);

/* KVM has created @vcpu, and destroys it (created.h). */
void created_seen(const struct kvm_vcpu *vcpu);
void created_gone(const struct kvm_vcpu *vcpu);

/* Was it seen to be created, and all that it did to be counted? */
bool created_is_whole(const struct kvm_vcpu *vcpu);

/*
 * created_run() - KVM_RUN of a vCPU that has not exited yet
 * @why: it returns, an enum kvmtrap_return; or below 0: it begins
 *
 * False if KVM was not seen to create @vcpu.
 */
bool created_run(const struct kvm_vcpu *vcpu, int why);

/* Counters for what no record could be had for: this CPU's own. */
struct counters *registry_unattributed(void);

/* --- from process context --- */

/* The controls (turn.c). Zero everything: as if all had been counted from now on. */
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

/* Add the handling times of a record, by length. */
void record_latency(const struct record *rec,
		    u64 latency[TIME_LATENCIES][LATENCY_BUCKETS]);

/* Add what a record trapped on. False, and nothing, while hot is off. */
bool record_hot(const struct record *rec, struct hot *sum);

/* Add what was counted by a record, without one, and by VMs no longer listed. */
void record_sum(const struct record *rec, struct counters *sum);
void registry_unattributed_sum(struct counters *sum);
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

void registry_stats(struct registry_stats *stats);

#endif
