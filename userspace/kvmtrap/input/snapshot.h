/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * snapshot.h - all that kvmtrapcount told at one moment: of this host, of a saved
 * copy, or made of a recording.
 */
#ifndef KVMTRAP_SNAPSHOT_H
#define KVMTRAP_SNAPSHOT_H

#include "input/arch.h"
#include "input/index.h"
#include "input/table.h"

#define LIVE_ROOT	"/sys/kernel/debug/kvmtrap"

/* The module's files; docs/files.md has their columns. */
#define KVMTRAP_FILES(X)	\
	X(handling) X(health) X(hot) X(latency) X(reasons) X(summary)	\
	X(times) X(userspace) X(vcpus) X(vms)

/* The file with all of them, from one reading of the module. */
#define SNAPSHOT_FILE	".snapshot"

struct snapshot {
	struct tables tables;	/* as they were read */
	struct tables reconciled;	/* replace some of these: see reconcile.h */
	enum architecture arch;
	uint64_t apart;		/* by how many exits these did not agree */
	double when;		/* Unix time in s; 0: not known */
	double boottime;	/* since the host was booted, in s, with time asleep */
	double span;		/* from the first to the last exit of a recording, in s; else 0 */
	uint64_t cpus;		/* of the host; 0: not known */
	const char *boot;	/* identifies that boot; NULL: not known */
	char *host, *release;	/* "-": not known */
	struct vm_name {
		const char *vm;
		char *name;
		const char *uuid, *domain;	/* "-": not known */
	} *name;		/* in the order of the tables */
	size_t names;
	struct index name_of;	/* the index in @name by VM */
	struct index vm_row;	/* the row of the table vms by VM */
	bool live;		/* of this host */
	bool recorded;		/* made of a recording */
	bool once;		/* from a pipe: it cannot be loaded again */
};

/**
 * snapshot_load() - Load a snapshot.
 * @s: to be freed with snapshot_free()
 * @root: NULL: this host; "-": stdin; else a folder with copies of the module's
 *	  files, a file or pipe with all of them, or a recording
 *
 * Dies if that cannot be read.
 */
void snapshot_load(struct snapshot *s, const char *root);

/*
 * Load a file or folder once more, as snapshot_load() does. Return: false, and nothing is loaded,
 * if @last was whole and this is not yet: somebody is writing it.
 */
bool snapshot_load_next(struct snapshot *s, const char *root, const struct snapshot *last);

/* Load this host's. Return: true; or false, errno and nothing loaded. */
bool snapshot_try_live(struct snapshot *s);

/* Load this host's once more; dies, with a message of its own, if the module has gone. */
void snapshot_load_again(struct snapshot *s);

struct recording;

/**
 * snapshot_of_recording() - Make the snapshot that the module would have given.
 * @s: to be freed with snapshot_free()
 * @r: the recording; the snapshot is of its end, and does not refer to it
 * @from: what to call it in a message
 */
void snapshot_of_recording(struct snapshot *s, const struct recording *r, const char *from);

void snapshot_free(struct snapshot *s);

/**
 * snapshot_write() - Write one file that snapshot_load() reads anywhere.
 * @s: the snapshot
 * @path: as for atomic_file_begin()
 *
 * Return: 0, or -1 and errno.
 */
int snapshot_write(const struct snapshot *s, const char *path);

/* Return: the table of this name, or NULL. */
static inline const struct table *snapshot_table(const struct snapshot *s,
						 const char *name)
{
	return tables_find(&s->reconciled, name) ?: tables_find(&s->tables, name);
}

/* Die if a copy, or a recording, does not have the table of this name. */
void needs_table(const struct snapshot *s, const char *name);

/* Return: the value of @item in the table health, or NULL. */
const char *snapshot_health(const struct snapshot *s, const char *item);

/* Return: the same as a number; 0 if there is none. */
uint64_t snapshot_health_number(const struct snapshot *s, const char *item);

/* Return: what the architecture is called; one that this version does not know as well. */
const char *snapshot_arch_name(const struct snapshot *s);

/* Return: the name that the VMM of @vm was given, else its command name; in UTF-8. */
const char *snapshot_vm_name(const struct snapshot *s, const char *vm);

/* Return: the VM's UUID, or the ID of libvirt's domain; "-" if there is none. */
const char *snapshot_vm_uuid(const struct snapshot *s, const char *vm);
const char *snapshot_vm_domain(const struct snapshot *s, const char *vm);

/* Return: the cell of @vm in a column of the table vms; "" if there is none. */
const char *snapshot_vm_cell(const struct snapshot *s, const char *vm, const char *column);

/* Return: true if the table vms has @vm, and says that it has ended. */
bool snapshot_vm_ended(const struct snapshot *s, const char *vm);

/* Return: true if it is known that the host was booted between @a and @b. */
bool snapshot_rebooted(const struct snapshot *a, const struct snapshot *b);

/**
 * snapshot_seconds() - Return how much time lies between two snapshots.
 * @a: the first snapshot
 * @b: the second one
 *
 * Return: the time in s, by a clock that nobody sets if both are known to be of one
 * boot; else by the time of day, which may have been set in between.
 */
double snapshot_seconds(const struct snapshot *a, const struct snapshot *b);

/**
 * snapshot_counted_seconds() - Return in how much time query_change() counts.
 * @a: the first snapshot; NULL: the beginning
 * @b: the second one
 *
 * Return: the time in s: from @a, or from when the counters began anew; 0 if it is not known.
 */
double snapshot_counted_seconds(const struct snapshot *a, const struct snapshot *b);

/*
 * Return: true if the exits that were counted between @a (NULL: the beginning) and @b
 * are those whose times were measured. Only then is time by count an average.
 */
bool snapshot_times_cover(const struct snapshot *a, const struct snapshot *b);

/* Return: true if the counters began anew between @a and @b. */
bool snapshot_restarted(const struct snapshot *a, const struct snapshot *b);

/* Return: true if the times did, alone or with the counters. */
bool snapshot_times_restarted(const struct snapshot *a, const struct snapshot *b);

/* Return: true if @a has the VM and @b, which lists VMs, has not: the module has forgotten it. */
bool snapshot_vm_gone(const struct snapshot *a, const struct snapshot *b, const char *vm);

/*
 * Return: how many VMs ended between @a (NULL, or the counters began anew since: the beginning) and
 * @b, and have no rows any more. What they counted is only in the file summary. 0 if one of the
 * two does not tell.
 */
uint64_t snapshot_forgotten(const struct snapshot *a, const struct snapshot *b);

/* Return: true if it is known that the counters did not: one has all that the other one has. */
bool snapshot_goes_on(const struct snapshot *a, const struct snapshot *b);

#endif
