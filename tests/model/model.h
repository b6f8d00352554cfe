/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * model.h - how many exits kvmtrap must have counted or called lost, of each VM.
 *
 * It knows KVM's own numbers, and from which of them on a VM was to be counted. A
 * control that is turned while guests run is turned somewhere between two of KVM's
 * numbers: of that the model knows an interval, and the first time that all stand
 * still makes it a number, which then stays.
 */
#ifndef WALK_MODEL_H
#define WALK_MODEL_H

#include <stdbool.h>

#include "vmm.h"

/* All VMMs are gone and the module is not loaded. */
void model_init(void);

/*
 * Around whatever may change which VMs are counted: model_changed() asks control.h
 * and the filters how things stand then. @still: all VMs stand still meanwhile.
 */
void model_changing(bool still);
void model_changed(void);
/* The same around what makes all counts begin anew. */
void model_reset(void);
void model_loaded(void);

/* Probes are about to be switched off behind the module's back; are on again. */
void model_probes_off(void);
void model_probes_on(void);

/* What is counted: VMs of this slot's VMM alone, this slot's VM alone; -1: any. */
void model_filter_pid(int slot);
void model_filter_vm(int slot);
long model_number(int slot);		/* by which the files know it; 0: by none */

/*
 * The slot's VM has been made; has gone, with that last number of KVM's (-1: nobody
 * knows), since model_changing().
 */
void model_born(int slot);
bool model_gone(int slot, int64_t last);

/* All stand still: is what the files say what it must be? */
bool model_holds(void);

/* The same, with no VM left. */
bool model_is_empty(void);

#endif
