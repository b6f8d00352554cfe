/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * traced.h - the exits of a recording that are of some VMs, of one vCPU, or of some events.
 */
#ifndef KVMTRAP_TRACED_H
#define KVMTRAP_TRACED_H

#include "input/recording.h"
#include "query/choose.h"
#include "query/event.h"

/**
 * traced_choose() - Leave out the exits of VMs and vCPUs that are not chosen.
 * @r: the recording
 * @c: what is wanted
 * @from: what to call the recording in a message
 *
 * Dies if the recording has no such VM or vCPU.
 */
void traced_choose(struct recording *r, struct choice *c, const char *from);

/* Leave out the exits that are none of the events. */
void traced_choose_events(struct recording *r, const struct event_choice *events);

#endif
