/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmm.h - the VMMs: trapgen, each with one VM that lives until its VMM is killed.
 */
#ifndef WALK_VMM_H
#define WALK_VMM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define NR_SLOTS 4
#define MOST_VCPUS 3

/* Who runs the vCPUs. */
enum run_by {
	BY_THREADS,		/* each its own */
	BY_ANY_THREAD,		/* each time another */
	BY_ANY_PROCESS,		/* the same, a process with the same memory */
	NR_RUN_BY
};

struct vmm {
	pid_t pid;		/* 0: there is none in this slot */
	int vm_fd;		/* in that process */
	int held;		/* here, the VM with its last numbers; or -1 */
	unsigned int vcpus;
	enum run_by by;
	bool stopped;
	char name[16];		/* its command name, of which there is no other */
	const char *program;
};

extern struct vmm vmms[NR_SLOTS];
extern const char *const run_by_names[NR_RUN_BY];

/* Once; @trapgen is copied to where it is quick to start. */
void vmms_init(const char *trapgen);

/*
 * Have one in the slot, with all vCPUs made, and the first exit made if it makes
 * any. False with pid 0: this host lacks what the program needs; else wrong().
 */
bool vmm_start(struct vmm *v, unsigned int program, unsigned int vcpus, enum run_by by, bool hold,
	       unsigned int seed);

/* Exits of its VM as KVM counts them. */
int64_t vmm_exits(const struct vmm *v);

/* For one of them, or whoever is not stopped: until all have left KVM_RUN. */
void vmm_stop(struct vmm *v);
void vmm_continue(struct vmm *v);
void all_stop(void);
void all_continue(void);

/* Kill it. The last number of its VM, which is gone after this; -1: nobody knows. */
int64_t vmm_kill(struct vmm *v);

#endif
