// SPDX-License-Identifier: GPL-2.0-only
/*
 * steps.c - see steps.h. Draws, prints and leaves out steps.
 */
#include <stdint.h>
#include <string.h>

#include "control.h"
#include "kinds.h"
#include "programs.h"
#include "wrong.h"

/* Names of the steps, programs and ways to run a VMM that are left out. */
#define MOST_LEFT_OUT 32
static const char *left_out[MOST_LEFT_OUT];

bool is_left_out(const char *name)
{
	unsigned int i;

	for (i = 0; i < MOST_LEFT_OUT && left_out[i]; i++)
		if (!strcmp(left_out[i], name))
			return true;
	return false;
}

/* Of three VMMs two are run like most VMMs: one thread per vCPU. */
enum run_by run_by(const struct step *s)
{
	enum run_by by = s->b / MOST_PROGRAMS % (2 * NR_RUN_BY);

	return by < NR_RUN_BY && !is_left_out(run_by_names[by]) ? by : BY_THREADS;
}

unsigned int program(const struct step *s)
{
	unsigned int n = s->b % MOST_PROGRAMS % nr_programs();

	return is_left_out(program_name(n)) ? 0 : n;
}

unsigned int vcpus(const struct step *s)
{
	unsigned int wanted = program_vcpus(program(s));

	return wanted ? wanted : 1 + s->c / 3 % MOST_VCPUS;
}

bool held(const struct step *s)
{
	return s->c / 9 % 2;
}

bool is_still(const struct step *s)
{
	return s->c % 3 == 0;
}

int steps_without(const char *name)
{
	bool known = false;
	unsigned int i;

	for (i = 0; i < nr_kinds; i++)
		known |= !strcmp(kinds[i].name, name);
	for (i = 0; i < NR_RUN_BY; i++)
		known |= !strcmp(run_by_names[i], name);
	for (i = 0; i < nr_programs(); i++)
		known |= !strcmp(program_name(i), name);
	for (i = 0; i < MOST_LEFT_OUT && left_out[i]; i++)
		;
	if (!known || i == MOST_LEFT_OUT)
		return -1;
	left_out[i] = name;
	return 0;
}

/* splitmix64 */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ull;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return z ^ z >> 31;
}

static unsigned int weight_of(unsigned int kind)
{
	return is_left_out(kinds[kind].name) ? 0 : kinds[kind].weight;
}

void steps_draw(struct step *steps, unsigned int n, unsigned long seed)
{
	unsigned int total = 0, i, kind, at;
	uint64_t state = seed;

	for (i = 0; i < nr_kinds; i++)
		total += weight_of(i);
	for (i = 0; i < n; i++) {
		at = draw(&state) % total;
		for (kind = 0; at >= weight_of(kind); kind++)
			at -= weight_of(kind);
		steps[i] = (struct step){ kind, draw(&state) >> 32, draw(&state) >> 32,
					  draw(&state) >> 32 };
	}
}

void step_print(FILE *f, const struct step *s)
{
	const struct kind *k = &kinds[s->kind];

	fprintf(f, "%s", k->name);
	if (k->act == start)
		fprintf(f, " %s, %u vCPUs, by %s%s", program_name(program(s)),
			vcpus(s),
			run_by_names[run_by(s)], held(s) ? ", held" : "");
	if (k->act == trace)
		fprintf(f, " %s", s->b % NR_TRACED == TRACE_EXIT ? "exit" : "counts");
	if (k->vm)
		fprintf(f, " in slot %u", s->a % (k->still ? 2 * NR_SLOTS : NR_SLOTS));
	if (k->on)
		fprintf(f, " %s", s->a % 2 ? "on" : "off");
	if (k->still)
		fprintf(f, " %s", is_still(s) ? "at rest" : "under way");
}

bool step_do(const struct step *s)
{
	return kinds[s->kind].act(s) && !what_is_wrong();
}
