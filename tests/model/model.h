/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * model.h - the number of exits that the module must have counted or called lost, for
 * each VM.
 *
 * The model reads KVM's own numbers, and knows from which of them on a VM was to be
 * counted. A control that is written while guests run takes effect somewhere between two
 * of KVM's numbers. The model then knows an interval. When all VMs are stopped for the
 * first time after that, the interval becomes one number, which does not change any more.
 */
#ifndef WALK_MODEL_H
#define WALK_MODEL_H

#include <stdbool.h>

#include "vmm.h"

/* Begin when there is no VMM, and the module is not loaded. */
void model_init(void);

/*
 * Call these before and after anything that may change which VMs are counted.
 * model_changed() takes the new state from struct control, and from what model_filter_pid()
 * and model_filter_vm() were told. @still: all VMs are stopped meanwhile.
 */
void model_changing(bool still);
void model_changed(void);
/* Call one of these instead of model_changed() after all counts have begun again. */
void model_reset(void);
void model_loaded(void);

/* Call these before all probes of the kernel are switched off, and after they are on again. */
void model_probes_off(void);
void model_probes_on(void);

/* Only the VMs of this slot's VMM are counted, or only this slot's VM; -1: the VMs of all. */
void model_filter_pid(int slot);
void model_filter_vm(int slot);
long model_number(int slot);		/* the number of the VM in the files; 0: none */

/*
 * Call these after the slot's VM was made, and after it has ended since model_changing().
 * @last: KVM's last number of the VM; -1: not known.
 */
void model_born(int slot);
bool model_gone(int slot, int64_t last);

/* Check the files while all VMs are stopped. */
bool model_holds(void);

/* Check the files when no VM is left. */
bool model_is_empty(void);

#endif
