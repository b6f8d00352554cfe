/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bench_host.h - what kvmtrap bench needs of the host.
 */
#ifndef KVMTRAP_BENCH_HOST_H
#define KVMTRAP_BENCH_HOST_H

#include <stdbool.h>

#include "bench/guest.h"

/* Die, with what to do about it, if nothing can be measured here. @module: its file, or NULL */
void bench_check_host(const char *module);

/* Return: does KVM leave the guest's page tables to the CPU? arm64 always does: it has no file. */
bool bench_nested_paging(void);

/* Find what runs the guests, and the CPU to run them on, where they were not chosen; or die. */
void bench_find_guest(struct guest *g);

#endif
