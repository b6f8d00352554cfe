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
	unsigned int ended_of_user;	/* while ended: how many of these are @uid's */
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

/* One vCPU. What is read or written at every exit comes first. */
struct record {
	const struct kvm_vcpu *quick;	/* its vCPU while nothing is pending of it */
	u64 next_exit;		/* KVM's own count at the next exit; 0: look closer */
	u64 seen_exits;		/* ... at the last exit seen */
	u64 run_exits;		/* ... when KVM_RUN began, or returned last */
	u32 pending;
	pid_t tid;		/* of the thread that ran it last */
	bool in_run;		/* KVM_RUN was seen to begin, and not to return */
	const struct task_struct *task;	/* the thread it exited in last; or NULL */
	struct counters c;
	struct exit_frame frame;	/* with attach=tracepoint */

	struct vm *vm;
	const struct kvm_vcpu *vcpu;	/* a key while live, then NULL */
	int vcpu_id;
	int state;		/* enum record_state */
	u64 plain_end;		/* arch_plain_end() */
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

/**
 * registry_size() - how many records there are, free ones included
 *
 * Context: any.
 * Return: the parameter max_vcpus.
 */
unsigned int registry_size(void);

#endif
