// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms_reasons.c - the reasons of a VM or a vCPU: see vms.h.
 */
#include <stdio.h>
#include <string.h>

#include "top/vms.h"

#define REASONS_TOLD	3

uint64_t vms_events(const struct vms *v, const struct result_row *row, const char *class)
{
	const struct result *r = &v->reasons;
	uint64_t n = 0;
	size_t i;

	for (i = v->reason; i < r->rows && result_order(&v->counts, &r->row[i], row) <= 0; i++) {
		const struct result_row *of = &r->row[i];

		if (!result_order(&v->counts, of, row) &&
		    (!class || !strcmp(result_key(r, of, "class"), class)))
			n += of->value[0];
	}
	return n;
}

/* What is less than 1 % of all exits is not worth a name. */
static bool is_told(const struct result_row *of, uint64_t all)
{
	return of && of->value[0] && of->value[0] >= all / 100 + !!(all % 100);
}

void vms_reasons(struct vms *v, const struct result_row *row, char *text, size_t size)
{
	const struct result_row *most[REASONS_TOLD] = { NULL };
	const struct result *r = &v->reasons;
	uint64_t all = 0;
	unsigned int i, n;

	while (v->reason < r->rows && result_order(&v->counts, &r->row[v->reason], row) < 0)
		v->reason++;
	for (; v->reason < r->rows && !result_order(&v->counts, &r->row[v->reason], row);
	     v->reason++) {
		const struct result_row *of = &r->row[v->reason], *less;

		all += of->value[0];
		for (i = 0; i < REASONS_TOLD && of; i++) {
			if (most[i] && most[i]->value[0] >= of->value[0])
				continue;
			less = most[i];
			most[i] = of;
			of = less;
		}
	}
	text[0] = '\0';
	for (i = n = 0; i < REASONS_TOLD && n < size && is_told(most[i], all); i++)
		n += snprintf(text + n, size - n, "%s%s %.0f%%", n ? ", " : "",
			      result_key(r, most[i], "reason"), 100.0 * most[i]->value[0] / all);
}
