/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * serve.h - the VMM's side of guest/hypercalls.h.
 */
#ifndef VMM_SERVE_H
#define VMM_SERVE_H

#include "lib/vm.h"

/* What a guest has done, and has asked for. */
struct hypercalls {
	uint64_t in, out;	/* loads and stores for which KVM_RUN returned */
	uint64_t asked;		/* the GVA to be translated */
	unsigned int phases;
	const char *at_phase;	/* a command to run at HC_PHASE, or NULL */
};

/**
 * hypercall() - Serve the load or store that KVM_RUN has just returned for.
 * @vcpu: it returned with KVM_EXIT_MMIO
 * @h: what the guest has done so far; pass each KVM_EXIT_MMIO to this function
 *
 * What the guest prints goes to stdout.
 */
void hypercall(struct vcpu *vcpu, struct hypercalls *h);

/**
 * goes_on() - Tell whether a guest can run on.
 * @vcpu: its KVM_RUN has just returned, see struct vm's on_return
 * @err: KVM_RUN's errno, or 0
 *
 * A guest that switches its machine off or resets it (arm64, PSCI) has broken down: KVM has
 * switched all vCPUs off, so that the next KVM_RUN would never return.
 */
bool goes_on(struct vcpu *vcpu, int err);

#endif
