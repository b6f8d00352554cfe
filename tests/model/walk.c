// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk.c - walk at random through all that users and operators can do to the module at the
 * same time. Compare the module with a model (model.h) whenever all VMs are stopped.
 *
 * A walk begins when the module is loaded, and ends when it is unloaded. A seed draws the
 * same steps each time. Exit status: 0; 1 if something was wrong: then the last lines tell
 * how to see it again; 2 if it could not be run.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "back.h"
#include "control.h"
#include "vmm.h"
#include "walk.h"
#include "wrong.h"

#define MOST_WITHOUT 16

static struct {
	const char *without[MOST_WITHOUT];
	unsigned int nr_without;
	const char *module, *trapgen, *keep;
	unsigned long seed, seconds, walks, steps, max_vcpus, tries, shorten;
	bool tracepoint, seeded, records;
} options = {
	.module = "/share/kvmtrapcount.ko", .trapgen = "/share/trapgen", .steps = 60,
	.tries = 1, .shorten = 40,
};

enum { KEEP = 256, WITHOUT, MODULE, TRAPGEN, TRIES, SHORTEN, WALKS };

static const struct argp_option argp_options[] = {
	{ "seed", 's', "N", 0, "Of the first walk; the next one's is one more (any)" },
	{ "steps", 'n', "N", 0, "Of a walk (60); fewer are the first of these" },
	{ "walks", WALKS, "N", 0, "End after so many walks (1, or as long as --seconds)" },
	{ "seconds", 't', "N", 0, "Begin no walk after so many seconds" },
	{ "keep", KEEP, "LIST", 0, "Only these of the seed's steps, like 3,5-7" },
	{ "tries", TRIES, "N", 0, "Do each walk so often (1)" },
	{ "shorten", SHORTEN, "N", 0, "To shorten a wrong walk, do it so often again (40)" },
	{ "attach", 'a', "HOW", 0, "Begin with that attachment (kretprobe)" },
	{ "max-vcpus", 'm', "N", 0, "So many records (0: the default; every fourth walk: 4)" },
	{ "without", WITHOUT, "NAME", 0, "No steps, programs or VMMs run by NAME; more than once" },
	{ "module", MODULE, "FILE", 0, NULL },
	{ "trapgen", TRAPGEN, "FILE", 0, NULL },
	{ "verbose", 'v', NULL, 0, "Print each step" },
	{ 0 }
};

static unsigned long number(const char *text, struct argp_state *state)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (!*text || *end || *text == '-')
		argp_error(state, "'%s' is no number", text);
	return n;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 's':
		options.seed = number(arg, state);
		options.seeded = true;
		return 0;
	case 'n':
		options.steps = number(arg, state);
		if (options.steps > MOST_STEPS)
			argp_error(state, "--steps: at most %d", MOST_STEPS);
		return 0;
	case 't':
		options.seconds = number(arg, state);
		return 0;
	case WALKS:
		options.walks = number(arg, state);
		return 0;
	case TRIES:
		options.tries = number(arg, state);
		return 0;
	case SHORTEN:
		options.shorten = number(arg, state);
		return 0;
	case 'm':
		options.max_vcpus = number(arg, state);
		options.records = true;
		return 0;
	case 'a':
		if (strcmp(arg, "kretprobe") && strcmp(arg, "tracepoint"))
			argp_error(state, "--attach: kretprobe or tracepoint, not '%s'", arg);
		options.tracepoint = *arg == 't';
		return 0;
	case KEEP:
		options.keep = arg;
		return 0;
	case WITHOUT:
		if (options.nr_without == MOST_WITHOUT)
			argp_error(state, "--without: at most %d", MOST_WITHOUT);
		options.without[options.nr_without++] = arg;
		return 0;
	case MODULE:
		options.module = arg;
		return 0;
	case TRAPGEN:
		options.trapgen = arg;
		return 0;
	case 'v':
		walk_verbose = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "no argument is wanted, like '%s'", arg);
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp argp = {
	argp_options, parse, NULL,
	"Walk at random through all that can be done to kvmtrapcount, and hold it against a model."
};

/* Make the walk of @seed, with the steps that the command line keeps. */
static void walk_make(struct walk *w, unsigned long seed)
{
	w->seed = seed;
	w->n = options.steps;
	w->tracepoint = options.tracepoint;
	w->max_vcpus = options.records ? options.max_vcpus : seed % 4 == 3 ? 4 : 0;
	steps_draw(w->steps, w->n, seed);
	memset(w->keep, 1, sizeof(w->keep));
	if (options.keep && !walk_parse_keep(w, options.keep)) {
		fprintf(stderr, "walk: --keep: '%s' is no list of steps from 0 to %u\n",
			options.keep, w->n - 1);
		exit(2);
	}
}

static void tell(struct walk *w, int at)
{
	unsigned int i;

	printf("walk %lu: wrong at step %d: %s\n", w->seed, at, what_is_wrong());
	fflush(stdout);
	for (i = at + 1; i < w->n; i++)
		w->keep[i] = false;
	walk_shorten(w, options.shorten);
	printf("as short as was found, attach=%s max_vcpus=%u:\n",
	       w->tracepoint ? "tracepoint" : "kretprobe", w->max_vcpus);
	walk_print(w);
	printf("to see it again: --attach=%s --max-vcpus=%u --steps=%u --seed=%lu",
	       w->tracepoint ? "tracepoint" : "kretprobe", w->max_vcpus, w->n, w->seed);
	printf(" --tries=10 --keep=");
	walk_print_keep(w);
	putchar('\n');
}

/*
 * Say in the kernel's log which walk begins: of a host that a walk has hung, nothing but its log
 * is left.
 */
static void log_beginning(const struct walk *w)
{
	FILE *log = fopen("/dev/kmsg", "we");

	if (!log)
		return;
	fprintf(log, "<5>walk: seed %lu begins\n", w->seed);
	fclose(log);
}

int main(int argc, char **argv)
{
	static struct walk walk;
	time_t begun = time(NULL);
	unsigned long n, try;
	int at;

	argp_parse(&argp, argc, argv, 0, NULL, NULL);
	if (!options.seeded && getrandom(&options.seed, sizeof(options.seed), 0) < 0)
		give_up("getrandom");
	if (!options.seeded)
		options.seed %= 1000000000;
	if (!options.walks)
		options.walks = options.seconds ? ~0ul : 1;
	control_init(options.module);
	vmms_init(options.trapgen);
	for (n = 0; n < options.nr_without; n++) {
		if (!steps_without(options.without[n]))
			continue;
		fprintf(stderr, "walk: --without: there is no '%s'\n", options.without[n]);
		return 2;
	}
	walk_clear();
	for (n = 0; n < options.walks; n++) {
		walk_make(&walk, options.seed + n);
		log_beginning(&walk);
		for (try = 0; try < options.tries; try++) {
			at = walk_do(&walk);
			printf("walk %lu: %u steps, %lu files read so far: %s\n", walk.seed, walk.n,
			       reader_count(), at < 0 ? "nothing wrong" : "wrong");
			fflush(stdout);
			if (at >= 0) {
				tell(&walk, at);
				return 1;
			}
		}
		if (options.seconds && time(NULL) - begun >= (time_t)options.seconds)
			break;
	}
	return 0;
}
