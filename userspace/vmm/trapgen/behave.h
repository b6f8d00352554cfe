/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * behave.h - how a VMM treats a guest program, for the tables of programs.
 */
#ifndef VMM_BEHAVE_H
#define VMM_BEHAVE_H

#include "lib/vm.h"

/* For struct program's @setup. */
void add_readonly(struct vm *vm, uint64_t passes);
void add_ioeventfd(struct vm *vm, uint64_t passes);	/* for stores at IOEVENT */
void withhold_memory(struct vm *vm, uint64_t passes);	/* KVM finds none where pages are fresh */
void limit_signals(struct vm *vm, uint64_t passes);	/* over after as many as passes */
void never_enter(struct vm *vm, uint64_t passes);	/* each KVM_RUN returns at once */
void return_at_once(struct vm *vm, uint64_t passes);	/* the next one does */

/* For @attend: send signals to all vCPUs. */
void kick_until_done(struct vm *vm, uint64_t passes);

/* For @on_return. */
bool give_memory(struct vcpu *vcpu, int err);	/* with withhold_memory(): when KVM_RUN fails */
bool log_dirty_on_phase(struct vcpu *vcpu, int err);
bool log_dirty_again(struct vcpu *vcpu, int err);	/* at each new phase */
bool answer_late(struct vcpu *vcpu, int err);	/* a millisecond late */
bool interrupt_next(struct vcpu *vcpu, int err);	/* the next KVM_RUN returns at once */

/* For @on_signal. With interrupt_next(), two KVM_RUNs return at once after each that enters. */
void enter_after_ten(struct vcpu *vcpu);
void enter_after_every_second(struct vcpu *vcpu);

#endif
