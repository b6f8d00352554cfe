/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit.h - one guest exit on its way from probe to counters and tracepoint.
 */
#ifndef KVMTRAP_EXIT_H
#define KVMTRAP_EXIT_H

#include <linux/types.h>

#include "decode.h"

struct guest_exit {
	u32 index;		/* KVM's exception index */
	enum kvmtrap_reason reason;
	u64 esr;		/* ESR_EL2, 0 where it is stale */
	u8 ec;			/* its exception class */
	u64 ipa;		/* guest-physical address of an abort, else 0 */
	u64 pc;			/* of the guest, as KVM found it */
};

/* KVM's own count of emulated accesses of a vCPU. */
struct mmio_stats {
	u64 kernel, user;
};

/* An exit that has to be seen again once KVM has handled it. */
struct exit_frame {
	struct guest_exit exit;
	struct mmio_stats mmio;	/* before KVM handled it */
	u64 begin;	/* by clock_now(), if traced */
	bool open;	/* is still being handled */
	bool counted;	/* its reason was settled at once */
	bool traced;
};

#endif
