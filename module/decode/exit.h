/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit.h - one guest exit on its way from probe to counters and tracepoint.
 *
 * Most exits are counted at once. An exit is open from when it is seen until it is
 * known what KVM made of it, if that is needed: for its reason, or for a listener. An
 * open exit is plain if KVM's own counts mostly tell its reason. It is bare if, to save
 * time, what hot needs of it was not read.
 */
#ifndef KVMTRAP_EXIT_H
#define KVMTRAP_EXIT_H

#include <linux/types.h>

#include "decode.h"

struct guest_exit {
	enum kvmtrap_reason reason;
	struct arch_exit arch;
};

/* An exit that has to be seen again once KVM has handled it. */
struct exit_frame {
	struct guest_exit exit;
	struct arch_stats stats;	/* before KVM handled it */
	u64 begin;	/* by arch_clock_now(), if traced; 0: how long it took is not known */
	bool open;	/* is still being handled */
	bool plain;	/* is open, and arch_plain_outcome() may settle it if KVM goes on */
	bool bare;	/* is plain, and @exit lacks what hot needs; all, if ARCH_PLAIN_IS_BARE */
	bool counted;	/* its reason was settled at once */
	bool traced;
};

/**
 * exit_frame_end() - the exit is not open any more
 * @f: its frame
 *
 * Context: any; it has one writer at a time.
 */
static __always_inline void exit_frame_end(struct exit_frame *f)
{
	f->open = false;
	f->plain = false;
}

#endif
