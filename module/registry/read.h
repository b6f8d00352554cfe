/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * read.h - the registry's readers, from process context.
 */
#ifndef KVMTRAP_REGISTRY_READ_H
#define KVMTRAP_REGISTRY_READ_H

#include "registry.h"

/**
 * registry_read_begin() - begin to read
 *
 * Until registry_read_end() no record is freed, and no total moves but by
 * counting on.
 *
 * Context: process, may sleep; takes `readers`.
 */
void registry_read_begin(void);

/**
 * registry_read_end() - end to read
 *
 * Context: process, in the thread that began; releases `readers`.
 */
void registry_read_end(void);

/**
 * registry_record() - the n-th record
 * @n: below registry_size()
 *
 * Context: process, under `readers`.
 * Return: the record, or NULL if it is free.
 */
const struct record *registry_record(unsigned int n);

/**
 * record_times() - read where the time of a record went
 * @rec: the record
 * @v: is filled; all zero while times are off
 *
 * Context: process, under `readers`.
 * Return: false while times are off.
 */
bool record_times(const struct record *rec, struct times_view *v);

/**
 * record_latency() - add the handling times of a record, by length
 * @rec: the record; nothing is added while times are off
 * @latency: what they are added to
 *
 * Context: process, under `readers`.
 */
void record_latency(const struct record *rec, struct latency latency[KVMTRAP_NR_LATENCIES]);

/**
 * record_hot() - what a record trapped on, of one kind
 * @rec: the record
 * @kind: not HOT_NONE
 * @list: where the entries go, in no order
 * @over: what found no room in the record's table is added
 *
 * Context: process, under `readers`.
 * Return: how many entries there are; 0 while hot is off.
 */
unsigned int record_hot(const struct record *rec, enum hot_kind kind,
			struct hot_entry list[HOT_ROOM], u64 *over);

/**
 * record_sum() - add what a record counted
 * @rec: the record
 * @sum: what it is added to
 *
 * Context: process, under `readers`.
 */
void record_sum(const struct record *rec, struct counters *sum);

/**
 * registry_unattributed_sum() - what was counted without a record
 * @sum: all zero; what was counted since the last reset is added
 *
 * Context: process, under `readers`.
 */
void registry_unattributed_sum(struct counters *sum);

/**
 * registry_forgotten_sum() - add what VMs that are no longer listed counted
 * @sum: what it is added to
 *
 * Context: process, under `readers`.
 */
void registry_forgotten_sum(struct counters *sum);

struct registry_stats {
	unsigned int records_used;	/* now */
	unsigned int records_most;	/* at the most since load */
	unsigned int vms_live, vms_ended;
	u64 vms_forgotten;	/* ended, and in the host's totals only */
	u64 vcpus_ended;	/* KVM was seen to destroy them */
	u64 vcpus_replaced;	/* their end was not seen, but another's start */
	u64 vcpus_unnoted;	/* created, with no room to note it */
	u64 exits_earlier;	/* KVM's, of vCPUs before their records began */
	size_t bytes;		/* of memory */
	u64 since;		/* Unix time in ns: load, or the last reset */
	u64 times_since;	/* that of times; 0: they are off */
};

/**
 * registry_stats() - read the registry's own numbers
 * @stats: is filled
 *
 * Context: process, under `readers`.
 */
void registry_stats(struct registry_stats *stats);

#endif
