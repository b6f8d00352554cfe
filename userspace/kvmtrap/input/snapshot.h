/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * snapshot.h - all that kvmtrapcount told at one moment, of this host or from a
 * saved copy.
 */
#ifndef KVMTRAP_SNAPSHOT_H
#define KVMTRAP_SNAPSHOT_H

#include "input/table.h"

#define LIVE_ROOT	"/sys/kernel/debug/kvmtrap"
#define PARAMETERS	"/sys/module/kvmtrapcount/parameters"

/* The files, as docs/files.md has them. */
#define KVMTRAP_FILES(X)	\
	X(handling) X(health) X(hot) X(reasons) X(spread) X(summary)	\
	X(times) X(userspace) X(vcpus) X(vms)

/* All of them, from one reading of the module. */
#define SNAPSHOT_FILE	".snapshot"

struct snapshot {
	struct tables tables;	/* as they were read */
	struct tables reconciled;	/* in the place of some: settle.h */
	uint64_t apart;		/* so many exits they did not agree by */
	double when;		/* Unix time in s; 0: not known */
	double boottime;	/* s since the host was booted, asleep included */
	const char *boot;	/* which boot that was; NULL: not known */
	char *host, *release;	/* "-" where not known */
	struct vm_name {
		const char *vm;
		char *name;
	} *name;		/* of each VM, as snapshot_vm_name() gives it */
	size_t names;
	bool live;		/* of this host, now */
	bool once;		/* of a pipe: there is no other to come */
};

/*
 * snapshot_load - from @root: NULL for this host, else a directory with copies of
 * the files, one file or pipe with all of them, or a recording; "-" is stdin
 *
 * Ends the program with a message if that cannot be read. Where a live host's
 * or saved state has names of VMs, they are in the table `names`.
 */
void snapshot_load(struct snapshot *s, const char *root);

struct recording;

/**
 * snapshot_of_recording() - What the module would have told at a recording's end.
 * @s: to be freed with snapshot_free()
 * @r: no longer needed then
 * @from: what to call it in a message
 */
void snapshot_of_recording(struct snapshot *s, const struct recording *r, const char *from);

/*
 * The same for a live host that may have gone: false and errno, and nothing loaded.
 */
bool snapshot_try(struct snapshot *s);

/* The same again: ends the program with a message if the module has gone. */
void snapshot_again(struct snapshot *s);

void snapshot_free(struct snapshot *s);

/* One file with all that snapshot_load() needs, to be read anywhere. 0 or -1. */
int snapshot_write(const struct snapshot *s, const char *path);

/* NULL if the state lacks it. */
static inline const struct table *snapshot_table(const struct snapshot *s,
						 const char *name)
{
	return tables_find(&s->reconciled, name) ?: tables_find(&s->tables, name);
}

/* The value of @item in `health`, or NULL. */
const char *snapshot_health(const struct snapshot *s, const char *item);

/* The name of VM @vm, as its VMM was given it; else the VMM's command name. UTF-8. */
const char *snapshot_vm_name(const struct snapshot *s, const char *vm);

/* Are both of a boot that is known, and is it another one? */
bool snapshot_rebooted(const struct snapshot *a, const struct snapshot *b);

/*
 * From @a to @b in s: by a clock that nobody sets, where both are known to be of one
 * boot; else by the time of day, which may have been set meanwhile.
 */
double snapshot_seconds(const struct snapshot *a, const struct snapshot *b);

/* Did the counters start from 0 between @a and @b? */
bool snapshot_restarted(const struct snapshot *a, const struct snapshot *b);

#endif
