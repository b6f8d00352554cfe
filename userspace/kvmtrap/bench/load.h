/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * load.h - what a setting would add to the VMs that run, at their present rate of exits.
 */
#ifndef KVMTRAP_BENCH_LOAD_H
#define KVMTRAP_BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/kinds.h"
#include "bench/stats.h"
#include "input/kvm_stats.h"

struct vm_rate {
	char *name, *pid;
	double per_second[NR_KVM_STATS];
};

struct vm_rates {
	struct vm_rate *vm;
	size_t n;
};

/* Find the rates of the VMs that are in both; to be freed with rates_free(). */
void rates_between(struct vm_rates *rates, const struct kvm_vms *a, const struct kvm_vms *b);
void rates_free(struct vm_rates *rates);

/* What a setting adds to an exit of each kind, in ns. */
struct added {
	bool known[BENCH_KINDS];
	struct estimate ns[BENCH_KINDS];
};

/**
 * load_percent() - What a setting would add to a VM, in percent of a CPU.
 * @per_second: its rates, by enum kvm_stat
 * @added: what it adds to an exit; at least one kind is known
 *
 * KVM tells some kinds of exits apart. Others, and those of which @added knows nothing, are
 * taken for the dearest known kind of which KVM_RUN does not return.
 */
struct estimate load_percent(const double per_second[NR_KVM_STATS], const struct added *added);

#endif
