/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * debug.h - a VMM that debugs its guest by KVM_SET_GUEST_DEBUG. After each such exit
 * KVM_RUN returns with KVM_EXIT_DEBUG.
 */
#ifndef VMM_DEBUG_H
#define VMM_DEBUG_H

#include "lib/vm.h"

void debug_set(struct vcpu *vcpu, struct kvm_guest_debug *debug);

/* For struct program's @setup. The last two are the architecture's. */
void debug_brk(struct vm *vm, uint64_t passes);
void debug_steps(struct vm *vm, uint64_t passes);
void debug_break(struct vm *vm, uint64_t passes);
void debug_watch(struct vm *vm, uint64_t passes);

/* For @on_return: go on after the instruction for which KVM_RUN has returned. */
bool debug_skip(struct vcpu *vcpu, int err);

#endif
