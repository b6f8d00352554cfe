// SPDX-License-Identifier: GPL-2.0-only
/*
 * plot.c - pictures, drawn by gnuplot.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/which.h"
#include "input/reasons.h"
#include "input/sample.h"
#include "input/snapshot.h"
#include "input/source.h"
#include "query/series.h"
#include "query/traced.h"
#include "util/atomic_file.h"
#include "util/die.h"
#include "util/process.h"

static struct options {
	const char *file, *from;
	struct choice choice;
	bool heat;
	double interval;
	char **command;
} o = { .file = "kvmtrap.svg", .interval = 0.2 };

static const char *extension(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : "";
}

/* Options without a letter. */
#define HEAT	1000

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		return 0;
	case 'o':
		if (strcmp(arg, "-") && strcmp(extension(arg), "svg") &&
		    strcmp(extension(arg), "png"))
			argp_error(state, "the picture's name must end in .svg or .png, not "
					  "'%s'", arg);
		o.file = arg;
		return 0;
	case HEAT:
		o.heat = true;
		return 0;
	case 'I':
		o.interval = time_arg(state, "--interval", arg, 0.01, 3600);
		return 0;
	case ARGP_KEY_ARG:
		if (!state->quoted) {
			if (o.from)
				argp_error(state, "one file is enough; a command goes after --");
			o.from = arg;
			return 0;
		}
		o.command = state->argv + state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_END:
		if (!o.from == !o.command)
			argp_error(state, "name a recording or a CSV, or a command after --");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "The picture, .svg or .png, or - for stdout (kvmtrap.svg)" },
	{ "heat", HEAT, NULL, 0, "A heat map of how long exits took to handle" },
	{ "interval", 'I', "TIME", 0, "With a command: how often to look (0.2)" },
	{ 0 }
};

static const struct argp_child children[] = { { &which_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "FILE\n-- COMMAND [ARG...]",
	"Exits per second by class over time, or a latency heat map (a COMMAND's needs times=1): "
	"of a recording (kvmtrap record), of what kvmtrap stat -I 1 --csv --by class (--by latency "
	"for --heat) wrote, or while COMMAND runs. Needs gnuplot.",
	.children = children
};

static void add_part(void *arg, const struct snapshot *a, const struct snapshot *b)
{
	struct vm_filter only;

	choose_newer(&o.choice, a, b);
	only = choice_filter(&o.choice);
	series_add(arg, &only, a, b);
}

static void begin(void *arg, const struct snapshot *s)
{
	(void)arg;
	choose(&o.choice, s);
}

static int watch(struct series *s)
{
	struct sampling how = {
		.interval = o.interval, .command = o.command, .begin = begin, .each = add_part,
		.arg = s,
	};
	char *times = s->heat ? file_text(PARAMETERS "/times") : NULL;

	if (times && *times != 'Y' && *times != '1')
		die("no times are measured: echo 1 > " PARAMETERS "/times");
	free(times);
	return sample(&how);
}

static void script_head(FILE *f)
{
	bool svg = strcmp(extension(o.file), "png");

	fprintf(f, "set terminal %s size 900,500 %snoenhanced\n", svg ? "svg" : "pngcairo",
		svg ? "background 'white' " : "");
	fprintf(f, "set xlabel 'seconds'\n");
}

static void draw_classes(FILE *f, const struct series *s)
{
	unsigned int row;
	size_t i;

	fprintf(f, "set ylabel 'exits per second'\nset yrange [0:]\nset key outside\n"
		   "set grid\nplot ");
	for (row = 0; row < s->rows; row++)
		fprintf(f, "%s'-' using 1:2 with fsteps linewidth 2 title '%s'", row ? ", " : "",
			class_names[row]);
	fputc('\n', f);
	for (row = 0; row < s->rows; row++) {
		fprintf(f, "0 0\n");
		for (i = 0; i < s->n; i++)
			fprintf(f, "%.6f %.3f\n", s->slice[i].at,
				s->slice[i].exits[row] / s->slice[i].seconds);
		fprintf(f, "e\n");
	}
}

static void draw_heat(FILE *f, const struct series *s)
{
	static const char *const units[] = { "ns", "us", "ms" };
	unsigned int row;
	size_t i;

	fprintf(f, "set ylabel 'time to handle an exit'\nset cblabel 'exits'\nset yrange "
		   "[-0.5:%u.5]\n",
		s->rows - 1);
	fprintf(f, "set palette defined (0 'white', 1 'yellow', 2 'red', 3 'black')\nset ytics (");
	for (row = 0; row < s->rows; row++) {
		double ns = row ? 1u << (LATENCY_FIRST_LOG2 + row - 1) : 0;
		unsigned int unit = 0;

		while (ns >= 1000 && unit < 2) {
			ns /= 1000;
			unit++;
		}
		fprintf(f, "%s'%.3g %s' %u", row ? ", " : "", ns, units[unit], row);
	}
	fprintf(f, ")\nset xrange [0:%.6f]\n", s->slice[s->n - 1].at);
	fprintf(f, "plot '-' using 1:2:3:4:5:6:7 with boxxyerror linecolor palette fillstyle "
		   "solid notitle\n");
	for (i = 0; i < s->n; i++) {
		for (row = 0; row < s->rows; row++)
			fprintf(f, "%.6f %u %.6f %.6f %.1f %.1f %.0f\n", s->slice[i].at, row,
				s->slice[i].at - s->slice[i].seconds, s->slice[i].at, row - 0.5,
				row + 0.5, s->slice[i].exits[row]);
	}
	fprintf(f, "e\n");
}

static void draw(const struct series *s)
{
	static char *const gnuplot[] = { "sh", "-c", "exec gnuplot 2>/dev/null", NULL };
	struct atomic_file r;
	FILE *script = tmpfile();
	int status = -1;
	pid_t pid;

	process_needs("gnuplot", "gnuplot-nox");
	if (!script)
		die("cannot make a temporary file: %s", strerror(errno));
	script_head(script);
	if (s->heat)
		draw_heat(script, s);
	else
		draw_classes(script, s);
	if (fflush(script) || fseek(script, 0, SEEK_SET))
		die("cannot write a temporary file: %s", strerror(errno));
	if (!atomic_file_begin(&r, o.file))
		die("cannot write %s: %s", o.file, strerror(errno));
	pid = process_start((char **)gnuplot, fileno(script), fileno(r.f), false);
	if (pid > 0)
		status = process_status(pid);
	fclose(script);
	/* A gnuplot without this terminal says so and exits with 0, but draws nothing. */
	if (status || (r.tmp && !lseek(fileno(r.f), 0, SEEK_END))) {
		atomic_file_cancel(&r);
		die("gnuplot could not draw %s", o.file);
	}
	if (atomic_file_commit(&r))
		die("cannot write %s: %s", o.file, strerror(errno));
}

static void of_file(struct series *s)
{
	struct recording r;
	struct source in;

	source_read(&in, o.from);
	if (in.kind == SOURCE_FOLDER)
		die("%s is a folder: name a recording or a CSV", in.name);
	if (in.kind == SOURCE_RECORDING) {
		recording_load(&r, in.fd, in.name);
		traced_choose(&r, &o.choice, in.name);
		series_of_recording(s, &r);
		recording_free(&r);
		return;
	}
	if (is_choice(&o.choice))
		die("%s: a CSV is drawn whole: choose where it is written (kvmtrap stat --vm)",
		    in.name);
	series_of_csv(s, in.text, in.name);
	free(in.text);
}

int cmd_plot(int argc, char **argv)
{
	struct series s;
	int status = STATUS_OK;

	parse_args(&argp, NULL, argc, argv, ARGP_IN_ORDER, &o);
	series_init(&s, o.heat);
	if (o.command)
		status = watch(&s);
	else
		of_file(&s);
	if (!s.n && status == STATUS_NO_COMMAND)
		return status;
	if (!s.n)
		die("nothing to draw");
	draw(&s);
	series_free(&s);
	return STATUS_OK;
}
