/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * facts.h - what was counted and measured of each VM, for the rules.
 */
#ifndef KVMTRAP_EXPLAIN_FACTS_H
#define KVMTRAP_EXPLAIN_FACTS_H

#include "explain/rules.h"
#include "input/snapshot.h"
#include "query/vm_set.h"

/* Words point into the snapshot. */
struct vm_facts {
	const char *vm, *name, *comm, *pid;
	unsigned int vcpus;	/* live ones, at the beginning or at the end; 0: not known */
	uint64_t exits, nested, lost;
	struct reason_fact {
		const char *name;
		uint64_t exits, ns;	/* how long KVM took for all of them */
	} *reason;
	size_t reasons;
	struct return_fact {
		const char *name;
		uint64_t returns, vmm_ns;
	} *ret;
	size_t returns;
	struct hot_fact {
		const char *kind, *name, *how;
		uint64_t exits;
		const struct place *place;	/* or NULL */
		bool written;	/* see struct part */
		bool taken;	/* a rule has it */
	} *hot;
	size_t hots;
	uint64_t guest_ns, kernel_ns, halted_ns, vmm_ns, total_ns;	/* of all its vCPUs */
	/*
	 * The vCPUs' time in which the exits were counted; 0: not known. Of a VM that has ended, whose
	 * vCPUs are not known, that of one.
	 */
	double vcpu_seconds;
	bool per_vm;		/* so rates are those of the VM */
};

struct facts {
	enum architecture arch;
	double seconds;		/* in which exits were counted; 0: not known */
	bool recorded;		/* it is a recording, which has neither times nor hot */
	bool times;		/* vCPUs' times are measured */
	bool hot;		/* what exits were for is counted */
	bool averages;		/* they are of the same exits as the counts */
	double cpus, wanted;	/* the host's, and how many all vCPUs wanted; 0: not known */
	struct vm_facts *vm;	/* those that exited; who was outside of its guest most is first */
	size_t vms;
	uint64_t forgotten;	/* VMs that ended and have no rows any more: nothing is known of them */
};

/**
 * facts_collect() - Collect what came between two snapshots.
 * @f: to be freed with facts_free()
 * @a: the first snapshot; NULL: all since the beginning
 * @b: the last snapshot; must live as long as @f
 * @only: the VMs whose facts are wanted; NULL: all. What is the host's is of all VMs.
 */
void facts_collect(struct facts *f, const struct snapshot *a, const struct snapshot *b,
		   const struct vm_set *only);

void facts_free(struct facts *f);

/* Return: the exits, or the ns, of a pool's reasons. */
uint64_t facts_exits(const struct vm_facts *vm, const struct pool *pool);
uint64_t facts_kernel_ns(const struct vm_facts *vm, const struct pool *pool);

/* Return: the returns of KVM_RUN of this name; all zero if there were none. */
struct return_fact facts_return(const struct vm_facts *vm, const char *name);

/* Return: true if this row of hot is one of a pool's. */
bool hot_is_of(const struct hot_fact *hot, const struct pool *pool);

#endif
