/* SPDX-License-Identifier: GPL-2.0-only */
/* The table that the BPF programs fill and that rival.c reads. */
#ifndef RIVAL_H
#define RIVAL_H

#include "arch.h"

#define SLOTS	4096	/* a power of 2, with room for some 1000 vCPUs or threads */

struct slot {
	__u64 key;		/* 0: free */
	__u32 process, number;	/* of the VMM; of the vCPU in its VM, or of the thread */
	__u64 count[KINDS];
};

struct table {
	struct slot exits[SLOTS], returns[SLOTS];
	__u64 full;		/* events that found no slot */
};

#endif
