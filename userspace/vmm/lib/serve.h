/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * serve.h - the VMM's side of guest/hypercalls.h.
 */
#ifndef VMM_SERVE_H
#define VMM_SERVE_H

#include "lib/vm.h"

/* What is known of one guest. */
struct hypercalls {
	uint64_t in, out;	/* loads and stores that left to the VMM */
	uint64_t asked;		/* the GVA to be translated */
	unsigned int phases;
	const char *at_phase;	/* a command to run at HC_PHASE, or NULL */
};

/*
 * Serve the load or store that KVM_RUN has just returned for, on stdout what the
 * guest prints. To be called for every KVM_EXIT_MMIO; false if it is no hypercall.
 */
bool hypercall(struct vcpu *vcpu, struct hypercalls *h);

#endif
