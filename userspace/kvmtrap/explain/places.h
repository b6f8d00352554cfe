/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * places.h - addresses and ports that the PC or a VMM's machine fixes.
 */
#ifndef KVMTRAP_EXPLAIN_PLACES_H
#define KVMTRAP_EXPLAIN_PLACES_H

#include "input/arch.h"

enum place_kind {
	PLACE_NONE,
	PLACE_CONSOLE,
	PLACE_CLOCK,
	PLACE_IRQCHIP,
	PLACE_OTHER,	/* known, and none of these */
};

struct place {
	enum place_kind kind;
	const char *text;	/* what is there */
};

/**
 * place_find() - Find what is known of an address.
 * @arch: of the host
 * @comm: the VMM's command name: some machines are a VMM's own
 * @kind: "page" or "port", as in hot
 * @name: the page or port, as in hot
 *
 * Return: the place; NULL: nothing is known of it.
 */
const struct place *place_find(enum architecture arch, const char *comm, const char *kind,
			       const char *name);

#endif
