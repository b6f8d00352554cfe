/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpus.h - on which CPU a process runs, on hosts with any number of CPUs.
 */
#ifndef KVMTRAP_CPUS_H
#define KVMTRAP_CPUS_H

#include <stdbool.h>

/* No kernel can be built for more. A cpu_set_t has room for 1024. */
#define CPUS_MOST	8192

/* Return: the last CPU that this process may use; -1, and errno, if the kernel does not tell. */
int cpus_last(void);

/* Run on this CPU only. Return: false, and errno, if this process may not use it. */
bool cpus_pin(int cpu);

/* Can this process use a CPU? Return: as cpus_pin(). The process runs on where it did. */
bool cpus_try(int cpu);

#endif
