/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * image.h - guests from files.
 */
#ifndef VMM_IMAGE_H
#define VMM_IMAGE_H

#include "lib/vm.h"

/* Load a flat binary, which is entered at its start with the registers of vcpu_set_args(). */
void image_load(struct vcpu *vcpu, const char *path);

#endif
