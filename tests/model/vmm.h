/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmm.h - the VMMs. Each is a trapgen with one VM, which lives until the VMM is killed.
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
	BY_THREADS,		/* each vCPU has its thread */
	BY_ANY_THREAD,		/* another thread for each KVM_RUN */
	BY_ANY_PROCESS,		/* another process with the same memory for each KVM_RUN */
	NR_RUN_BY
};

struct vmm {
	pid_t pid;		/* 0: there is no VMM in this slot */
	int vm_fd;		/* of the VM, in that process */
	int held;		/* our descriptor of the VM, which keeps its last numbers; or -1 */
	unsigned int vcpus;
	enum run_by by;
	bool stopped;
	char name[16];		/* its command name, which no other process has */
	const char *program;
};

extern struct vmm vmms[NR_SLOTS];
extern const char *const run_by_names[NR_RUN_BY];

/* Call this once. It copies @trapgen to a place from where it starts quickly. */
void vmms_init(const char *trapgen);

/*
 * Start a VMM, and wait until it has made all its vCPUs and, if its program exits at all,
 * has exited once. Return: false with @v->pid 0 if this host lacks what the program needs,
 * or if trapgen ended otherwise, which calls wrong().
 */
bool vmm_start(struct vmm *v, unsigned int program, unsigned int vcpus, enum run_by by, bool hold,
	       unsigned int seed);

/* Return KVM's own count of the VM's exits. */
int64_t vmm_exits(const struct vmm *v);

/* Stop one VMM, or all; wait until all vCPUs have left KVM_RUN. Continue one, or all. */
void vmm_stop(struct vmm *v);
void vmm_continue(struct vmm *v);
void all_stop(void);
void all_continue(void);

/* Kill the VMM, and end its VM. Return: KVM's last number of the VM; -1: not known. */
int64_t vmm_kill(struct vmm *v);

#endif
