/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * traced.h - the exits of a recording that are of some VMs or of one vCPU.
 */
#ifndef KVMTRAP_TRACED_H
#define KVMTRAP_TRACED_H

#include "input/recording.h"
#include "query/choose.h"

/**
 * traced_choose() - Leave out the exits of VMs and vCPUs that are not chosen.
 * @r: the recording
 * @c: what is wanted
 * @from: what to call the recording in a message
 *
 * Dies if the recording has no such VM or vCPU.
 */
void traced_choose(struct recording *r, struct choice *c, const char *from);

#endif
