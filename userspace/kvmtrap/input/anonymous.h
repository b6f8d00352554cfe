/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * anonymous.h - take names out of tables that others are to see.
 */
#ifndef KVMTRAP_ANONYMOUS_H
#define KVMTRAP_ANONYMOUS_H

#include "input/table.h"

/**
 * tables_anonymize() - Replace the names in the tables of a snapshot.
 * @t: the tables, of this host or of a copy
 *
 * One name gets one stand-in, wherever it is. Names of VMs and of processes, UUIDs and
 * the host's name are replaced. Commands that are known to be VMMs stay, as do numbers.
 * A table that this version does not know loses its rows: it may hold names.
 */
void tables_anonymize(struct tables *t);

#endif
