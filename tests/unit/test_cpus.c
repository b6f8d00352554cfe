// SPDX-License-Identifier: GPL-2.0-only
/* The CPU to run on, on a host with more CPUs than a cpu_set_t has room for. */
#include <errno.h>
#include <sched.h>
#include <string.h>

#include "unit.h"

/* The host has so many CPUs. As the kernel does, it refuses a set that has no room for them. */
#define HOST_CPUS	3000

static unsigned char allowed[HOST_CPUS / 8];

static int fake_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
	(void)pid;
	if (size * 8 < HOST_CPUS) {
		errno = EINVAL;
		return -1;
	}
	memset(set, 0, size);
	memcpy(set, allowed, sizeof(allowed));
	return 0;
}

/* It takes a larger set as well, and refuses one that has none of its CPUs. */
static int fake_setaffinity(pid_t pid, size_t size, const cpu_set_t *set)
{
	unsigned char wanted[sizeof(allowed)] = { 0 }, none[sizeof(allowed)] = { 0 };

	(void)pid;
	memcpy(wanted, set, size < sizeof(wanted) ? size : sizeof(wanted));
	if (!memcmp(wanted, none, sizeof(none))) {
		errno = EINVAL;
		return -1;
	}
	memcpy(allowed, wanted, sizeof(allowed));
	return 0;
}

#define sched_getaffinity fake_getaffinity
#define sched_setaffinity fake_setaffinity
#include "util/cpus.c"

static void allow(int first, int last)
{
	memset(allowed, 0, sizeof(allowed));
	for (; first <= last; first++)
		allowed[first / 8] |= 1 << first % 8;
}

static void last_one(void)
{
	allow(0, HOST_CPUS - 1);
	SAME(cpus_last(), HOST_CPUS - 1, "the last CPU");
	allow(0, 1030);
	SAME(cpus_last(), 1030, "the last CPU that may be used");
	allow(0, 0);
	SAME(cpus_last(), 0, "the only one");
}

static void pin(void)
{
	allow(0, HOST_CPUS - 1);
	CHECK(cpus_pin(2500), "CPU 2500 is refused");
	SAME(cpus_last(), 2500, "the CPU");
	SAME(allowed[0], 0, "CPUs 0 to 7");
	CHECK(!cpus_pin(HOST_CPUS), "a CPU that is not there is taken");
}

static void try(void)
{
	allow(4, 2000);
	CHECK(cpus_try(1500), "CPU 1500 is refused");
	SAME(cpus_last(), 2000, "the last CPU afterwards");
	SAME(allowed[0], 0xf0, "CPUs 0 to 7 afterwards");
	CHECK(!cpus_try(HOST_CPUS), "a CPU that is not there is taken");
	SAME(cpus_last(), 2000, "the last CPU after one that is not there");
}

static const struct unit_case cases[] = {
	{ "the last CPU of 3000", last_one },
	{ "pinned to CPU 2500", pin },
	{ "tried, and back to all", try },
};

UNIT_MAIN(cases)
