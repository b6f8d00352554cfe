/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rules.h - what kvmtrap explain knows: which exits and times mean what, from when on
 * that is told, and what usually helps. The rules are in rule_list.h.
 */
#ifndef KVMTRAP_EXPLAIN_RULES_H
#define KVMTRAP_EXPLAIN_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explain/places.h"
#include "input/arch.h"

#define POOL_REASONS	20

/* Exits that belong together: of some reasons, which one kind of rows of hot tells apart. */
struct pool {
	enum architecture arch;
	const char *kind, *how;	/* of hot, @how with * as in a shell; NULL: hot has no rows of it */
	const char *of;	/* what its exits are, for people */
	const char *returns;	/* KVM_RUN returns so for them; NULL: it does not */
	/* By name, and as a constant of reasons.h, so that the name is one of uapi/. */
	struct pool_reason {
		const char *name;
		int id;
	} reason[POOL_REASONS + 1];
	const char *name;	/* of rows of hot, with *; NULL: any */
};

/* Some exits of a pool. With nothing but @pool, all that no rule above has. */
struct part {
	const struct pool *pool;
	const char *name, *how;	/* of hot, with * as in a shell; NULL: any */
	enum place_kind place;	/* what is known to be there; 0: anything */
	bool written;	/* a page that is known to be written ten times as often as read, or more */
	bool slow;	/* only if the VMM takes SLOW_NS or more for such an exit */
};

#define SLOW_NS		100000
#define PART_OF(p)	((p)->name || (p)->how || (p)->place || (p)->written)

enum measure {
	OF_EXITS,	/* the exits of @part */
	OF_NESTED,	/* those of a guest's guest, and of @part */
	OF_SIGNALS,	/* returns of KVM_RUN for a signal */
	OF_CPUS,	/* how many CPUs the vCPUs of all VMs wanted, in percent of what there is */
	OF_REST,	/* the reason that weighs most, of those that no rule is about */
};

/* Fewer exits or returns than this are never reported. */
#define LEAST_COUNT	100

/*
 * Told if there are LEAST_COUNT or more, and either @share and @rate are reached, or @time
 * is. 0: not asked. All are percentages but @rate.
 */
struct threshold {
	double share;	/* of the exits of the VM */
	double rate;	/* per second of a vCPU's time; 0: the number does not decide */
	double time;	/* of the vCPUs' time; 0: time does not decide */
};

#define RULE_PARTS	20

struct rule {
	const char *name;
	enum measure measure;
	struct threshold threshold;
	const char *unless;	/* a rule above that explains it: not reported beside that */
	struct part part[RULE_PARTS + 1];	/* the last one has no pool */
	const char *what;	/* "92 % of its exits ... are WHAT"; {hot}: the rows of hot */
	const char *means, *helps, *see, *source;
};

/* All rules; the last one is NULL. An exit is the first one's that has a part for it. */
extern const struct rule *const rules[];

/* All pools that hot tells apart; the last one is NULL. */
extern const struct pool *const hot_pools[];

/* Return: the rule of this name, or NULL. */
const struct rule *rule_find(const char *name);

/* Return: how many rules are above it. */
unsigned int rule_place(const struct rule *rule);

/* Return: true if the rule is for hosts of this architecture. */
bool rule_is_of(const struct rule *rule, enum architecture arch);

#endif
