// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot.c - pictures, drawn by gnuplot.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/plot_draw.h"
#include "cmd/plot_read.h"
#include "cmd/which.h"
#include "util/atomic_file.h"
#include "util/die.h"
#include "util/nearest.h"
#include "util/process.h"

/* More of them side by side are not seen. */
#define SLICES_MOST	250

static struct options {
	const char *file;
	char *event_words;	/* as they were written */
	int by;			/* enum series_by; -1: the usual one */
	bool timed;		/* --interval was given */
	struct plot_source source;
} o = { .file = "kvmtrap.svg", .by = -1, .source.interval = 0.2 };

static const char *extension(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : "";
}

static int by_arg(struct argp_state *state, const char *arg)
{
	int i;

	for (i = 0; i < NR_SERIES_BY; i++) {
		if (!strcmp(arg, series_names[i]))
			return i;
	}
	argp_error(state, "a picture is by class, reason, vm or latency, not by '%s'%s", arg,
		   did_you_mean(nearest(arg, series_names, NR_SERIES_BY, sizeof(series_names[0])),
				""));
	return -1;
}

static void add_events(struct argp_state *state, char *arg)
{
	char *all = xasprintf("%s%s%s", o.event_words ?: "", o.event_words ? "," : "", arg);

	free(o.event_words);
	o.event_words = all;
	choose_events(&o.source.events, arg, state);
}

static void check(struct argp_state *state)
{
	if (!o.source.from == !o.source.command)
		argp_error(state, "name a recording or a CSV, or a command after --");
	if (o.source.from && o.timed)
		argp_error(state, "a file has intervals of its own: --interval goes with a "
				  "command");
	if (o.by < 0)
		o.by = event_needs_reasons(&o.source.events) ? SERIES_REASON : SERIES_CLASS;
}

/* Options without a letter. */
#define HEAT	1000

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.source.choice;
		return 0;
	case 'o':
		if (strcmp(arg, "-") && strcmp(extension(arg), "svg") &&
		    strcmp(extension(arg), "png"))
			argp_error(state, "the picture's name must end in .svg or .png, not "
					  "'%s'", arg);
		o.file = arg;
		return 0;
	case HEAT:
		o.by = SERIES_LATENCY;
		return 0;
	case 'b':
		o.by = by_arg(state, arg);
		return 0;
	case 'e':
		add_events(state, arg);
		return 0;
	case 'I':
		o.source.interval = time_arg(state, "--interval", arg, 0.01, 3600);
		o.timed = true;
		return 0;
	case ARGP_KEY_ARG:
		if (!state->quoted) {
			if (o.source.from)
				argp_error(state, "one file is enough; a command goes after --");
			o.source.from = arg;
			return 0;
		}
		o.source.command = state->argv + state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "The picture, .svg or .png, or - for stdout (kvmtrap.svg)" },
	{ "by", 'b', "WHAT", 0, "Areas by class, reason or vm; latency: a heat map" },
	{ "heat", HEAT, NULL, 0, "The same as --by=latency" },
	{ "event", 'e', "EVENT,...", 0, "Only mmio, ioport, msr, classes, or reasons" },
	{ "class", 0, NULL, OPTION_ALIAS | OPTION_HIDDEN },
	{ "reason", 0, NULL, OPTION_ALIAS | OPTION_HIDDEN },
	{ "interval", 'I', "TIME", 0, "With a command: time between readings (0.2)" },
	{ 0 }
};

static const struct argp_child children[] = { { &which_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "FILE\n-- COMMAND [ARG...]",
	"Draw exits per second over time, or a heat map of how long they took to handle (with "
	"COMMAND it needs times=1). FILE is a recording (kvmtrap record), or what kvmtrap stat "
	"-I 1 --csv --by class (or reason, vm, latency) wrote. Needs gnuplot.",
	.children = children
};

/* Write to @to what comes from @from, which is closed. Returns how many bytes these were. */
static size_t pass_on(int from, FILE *to)
{
	char buf[1 << 14];
	size_t all = 0;
	ssize_t n;

	while ((n = read(from, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		all += n > 0 ? fwrite(buf, 1, n, to) : 0;
	close(from);
	return all;
}

static struct atomic_file picture;

static void give_up(void)
{
	die_hook = NULL;
	atomic_file_cancel(&picture);
}

/* Find out that a picture can be made before a command runs, which may take long. */
static void open_picture(void)
{
	process_needs("gnuplot", "gnuplot-nox");
	if (!atomic_file_begin(&picture, o.file))
		die("cannot write %s: %s", o.file, strerror(errno));
	die_hook = give_up;
}

/* gnuplot does not say that it could not write: it writes into a pipe. */
static void draw(const struct picture *p)
{
	static char *const gnuplot[] = { "sh", "-c", "exec gnuplot 2>/dev/null", NULL };
	FILE *script = tmpfile();
	int status = -1, fd[2];
	size_t bytes = 0;
	pid_t pid;

	if (!script)
		die("cannot make a temporary file: %s", strerror(errno));
	plot_draw(script, p);
	if (fflush(script) || fseek(script, 0, SEEK_SET))
		die("cannot write a temporary file: %s", strerror(errno));
	if (pipe2(fd, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
	pid = process_start((char **)gnuplot, fileno(script), fd[1], false);
	close(fd[1]);
	if (pid > 0) {
		bytes = pass_on(fd[0], picture.f);
		status = process_status(pid);
	}
	fclose(script);
	/* A gnuplot without this terminal says so and exits with 0, but draws nothing. */
	if (status || (!bytes && !ferror(picture.f)))
		die("gnuplot could not draw %s: run gnuplot, and then: set terminal %s", o.file,
		    p->png ? "pngcairo" : "svg");
	die_hook = NULL;
	if (atomic_file_commit(&picture))
		die("cannot write %s: %s", o.file, strerror(errno));
}

int cmd_plot(int argc, char **argv)
{
	struct series s;
	struct picture p = { .series = &s };
	int status;

	parse_args(&argp, NULL, argc, argv, ARGP_IN_ORDER, &o);
	open_picture();
	series_init(&s, o.by, o.source.events.n ? &o.source.events : NULL);
	status = plot_read(&s, &o.source);
	if (!s.n && status != STATUS_NO_COMMAND)
		die("nothing to draw: no exit was counted");
	if (s.n) {
		series_shorten(&s, SLICES_MOST);
		p.where = o.source.where;
		p.vms = o.source.vms;
		p.events = o.event_words;
		p.png = !strcmp(extension(o.file), "png");
		draw(&p);
		status = STATUS_OK;
	} else {
		give_up();
	}
	plot_source_free(&o.source);
	free(o.event_words);
	series_free(&s);
	return status;
}
