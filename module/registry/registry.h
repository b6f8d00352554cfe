/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry.h - which vCPUs there are, and what each has counted.
 *
 * Life of a record: free -> live (first exit seen) -> dead (KVM destroys the
 * vCPU) -> kept (its counters are now what its VM's ended vCPUs counted
 * together) or free again (added to such a record). A VM whose vCPUs are all
 * dead has ended. At most ENDED_VMS_KEPT of these stay listed, and at most a
 * quarter of all records. What the others counted is in the host's totals only.
 *
 * Records are taken at load, memory for times and hot when these are switched
 * on: the probes run where nothing may sleep. Nobody can take all of it: see
 * share.h.
 */
#ifndef KVMTRAP_REGISTRY_H
#define KVMTRAP_REGISTRY_H

#include <linux/cache.h>
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

/*
 * The members of a VM, of a record and of the registry are in groups, by who touches them.
 * Two groups never share a cache line: what one CPU writes at each exit is on no line that
 * another one needs for something else (tests/build/cache-lines).
 */

struct vm {
	/* Read at exits. Written when the VM appears and ends. */
	const struct kvm *kvm;		/* a key while live, then NULL */
	u64 number;			/* 1, 2, ... in the order first seen */
	pid_t creator;		/* the thread that made it: KVM's userspace_pid */
	pid_t pid;			/* of the VMM, in the initial namespace */
	uid_t uid;			/* of its user, also later */
	char comm[TASK_COMM_LEN];	/* the VMM's command name */

	/* Written when a vCPU appears or goes. */
	struct list_head node ____cacheline_aligned;	/* free, or ended, the oldest first */
	struct record *kept;
	struct vmm_user *user;		/* whose VMM it is, while live */
	unsigned int live;		/* records */
	unsigned int unfolded;		/* records live or dead */
	unsigned int ended_of_user;	/* while ended: how many of these are @uid's */
} ____cacheline_aligned;

/*
 * What a record has not acted on yet: bits of its @pending, written under the
 * registry's lock. PENDING_OFF follows the controls. Whoever writes a control sets
 * the others, and the vCPU's thread clears them at its next event, but
 * PENDING_WAS_OFF not while PENDING_OFF is set. While none is set an event takes the
 * fast path.
 */
#define PENDING_RESET	BIT(0)	/* its counters are to be zeroed */
#define PENDING_OFF	BIT(1)	/* it is not to be counted: paused, or a filter */
#define PENDING_WAS_OFF	BIT(2)	/* it was not to be counted for a time since its last event */

/* No count of KVM's, not even 0: somebody may clear it. */
#define LOOK_CLOSER	U64_MAX

/* One vCPU. */
struct record {
	/*
	 * Read at exits. Written when the vCPU appears, goes or is run by another
	 * thread, and by controls.
	 */
	const struct kvm_vcpu *quick;	/* its vCPU while nothing is pending of it */
	const struct task_struct *task;	/* the thread it exited in last; or NULL */
	struct vm *vm;
	struct times *times;	/* NULL while times are off */
	struct hot *hot;	/* NULL while hot is off */
	u64 facts;		/* arch_vcpu_facts() */
	u32 pending;
	int vcpu_id;

	/* Written by the vCPU's thread at exits. Readers keep away. */
	u64 next_exit ____cacheline_aligned;	/* KVM's count at the next exit, or LOOK_CLOSER */
	u64 seen_exits;		/* KVM's count at the last exit seen */
	u64 run_exits;		/* exits up to this count cause no return that is still to come */
	bool in_run;		/* KVM_RUN was seen to begin, and not to return */
	struct exit_frame frame;	/* the open exit; KVM's counts before the next */

	/* Written by the vCPU's thread at exits, and read by readers. */
	struct counters c ____cacheline_aligned;
	pid_t tid;		/* of the thread that ran it last */

	/* The registry's own. */
	const struct kvm_vcpu *vcpu ____cacheline_aligned;	/* a key while live, then NULL */
	int state;		/* enum record_state */
	u64 off_at;		/* arch_clock_now() at the first PENDING_WAS_OFF */
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
