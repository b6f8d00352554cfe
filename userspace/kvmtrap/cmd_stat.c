// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmd_stat.c - counts, or their change.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "change.h"
#include "command.h"
#include "vmtop.h"

#define MOST_VIEWS 16

static struct options {
	struct output output;
	const struct view *view[MOST_VIEWS];
	unsigned int views;
	enum view_per per;
	struct view_filter filter;
	double interval;	/* s; 0: none */
	unsigned long count;	/* of intervals; 0: no end */
	bool vmtop;
	const char *file;
	char **command;
} o;

static void choose_views(char *list, struct argp_state *state)
{
	char *name;

	while ((name = strsep(&list, ","))) {
		const struct view *v = view_find(name);

		if (!v)
			argp_error(state, "no view '%s'; --help shows all", name);
		if (o.views == MOST_VIEWS)
			argp_error(state, "too many views");
		o.view[o.views++] = v;
	}
}

static void check(struct argp_state *state)
{
	unsigned int i;

	if (!o.views) {
		static const char *const usual[] = { "class", "reason", "user", "time" };

		for (i = 0; i < (o.output.csv ? 1 : 4); i++)
			o.view[o.views++] = view_find(usual[i]);
		/* Totals have no VM: with one asked for they are the VM's row. */
		if (o.filter.vm || o.per != PER_HOST)
			o.view[0] = view_find(o.per == PER_VCPU || o.filter.vcpu ? "vcpu" : "vm");
	}
	if (o.output.csv && o.views > 1)
		argp_error(state, "CSV has one table: choose one view with --by");
	if (o.filter.vcpu && !o.filter.vm)
		argp_error(state, "--vcpu needs --vm");
	for (i = 0; i < o.views; i++) {
		const struct view *v = o.view[i];

		if (!view_has(v, o.per) || (o.filter.vm && !view_has(v, PER_VM)))
			argp_error(state, "view '%s' is not by %s", v->name,
				   o.per == PER_VCPU ? "vCPU" : "VM");
		if (o.filter.vcpu && !view_has(v, PER_VCPU))
			argp_error(state, "view '%s' is not by vCPU", v->name);
	}
	if (o.count && !o.interval)
		argp_error(state, "--count needs --interval");
	if (o.output.root && (o.interval || o.command))
		argp_error(state, "a saved copy does not change: no --interval and no command "
				  "with --root");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.output;
		return 0;
	case 'I':
		o.interval = number_arg(state, "--interval", arg, 0.01, 1e6);
		return 0;
	case 'n':
		o.count = number_arg(state, "--count", arg, 1, 1e9);
		return 0;
	case 'b':
		choose_views(arg, state);
		return 0;
	case 'p':
		if (!strcmp(arg, "vm"))
			o.per = PER_VM;
		else if (!strcmp(arg, "vcpu"))
			o.per = PER_VCPU;
		else
			argp_error(state, "--per is vm or vcpu, not '%s'", arg);
		return 0;
	case 'v':
		o.filter.vm = arg;
		return 0;
	case 'c':
		o.filter.vcpu = arg;
		return 0;
	case 't':
		o.vmtop = true;
		return 0;
	case 'o':
		o.file = arg;
		return 0;
	case ARGP_KEY_ARGS:
		o.command = state->argv + state->next;
		return 0;
	case ARGP_KEY_END:
		check(state);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "by", 'b', "VIEW,...", 0, "What to show (class,reason,user,time)" },
	{ "per", 'p', "WHAT", 0, "Each by VM (vm) or by vCPU (vcpu), too" },
	{ "vm", 'v', "N", 0, "Only VM N (kvmtrap list)" },
	{ "vcpu", 'c', "N", 0, "Only its vCPU N" },
	{ "interval", 'I', "SECONDS", 0, "The change in each interval, until Ctrl-C" },
	{ "count", 'n', "N", 0, "... N times" },
	{ "vmtop", 't', NULL, 0, "The columns of vmtop, a row a vCPU" },
	{ "output", 'o', "FILE", 0, "Write there" },
	{ 0 }
};

static const struct argp_child children[] = { { &output_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "[-- COMMAND [ARG...]]",
	"Counts so far; with --interval or while COMMAND runs, their change: then on stderr, "
	"or in FILE, and COMMAND's exit status is this one's.\v"
	"Views: class vm vcpu reason user time handling spread hot; see man kvmtrap-stat.",
	.children = children
};

static void print_title(const struct state *s, double seconds, bool restarted)
{
	time_t t = s->when;
	char when[40] = "";

	if (s->when)
		strftime(when, sizeof(when), "%F %T", localtime(&t));
	printf("# %s, %s, %s", s->host, s->release, when);
	if (seconds)
		printf(", %.3f s", seconds);
	printf("\n");
	if (restarted)
		printf("# the counters were reset meanwhile: this is what came since\n");
}

static void print_view(const struct sheet *sheet, const struct view *v)
{
	putchar('\n');
	if (sheet->rows)
		sheet_print(sheet);
	else if (v->needs)
		printf("nothing by %s; is %s=1? (echo 1 > " PARAMETERS "/%s)\n",
		       v->name, v->needs, v->needs);
	else
		printf("nothing by %s\n", v->name);
}

/* From @a, or from the beginning where that is NULL, to @b. */
static void show(const struct state *a, const struct state *b)
{
	bool restarted = a && state_restarted(a, b);
	double seconds = a ? b->when - a->when : 0;
	json_t *head = NULL, *parts = json_object();
	static bool headed;
	unsigned int i;

	if (o.vmtop) {
		vmtop_print(a, b, &o.output, &o.filter);
		json_decref(parts);
		return;
	}
	if (o.output.json)
		head = json_head("stat", b);
	else if (!o.output.csv)
		print_title(b, seconds, restarted);
	for (i = 0; i < o.views; i++) {
		struct sheet sheet;

		change_sheet(&sheet, o.view[i], o.per, &o.filter, a, b);
		if (o.output.json) {
			json_object_set_new(parts, o.view[i]->name, sheet_json(&sheet));
		} else if (o.output.csv) {
			char *lead = text_of("%.3f,%.3f", b->when, seconds);

			sheet_csv(&sheet, headed ? NULL : "time,seconds", lead);
			headed = true;
			free(lead);
		} else {
			print_view(&sheet, o.view[i]);
		}
		sheet_free(&sheet);
	}
	if (head) {
		json_object_set_new(head, "seconds", seconds ? json_real(seconds) : json_null());
		json_object_set_new(head, "restarted", json_boolean(restarted));
		json_object_set(head, "views", parts);
		json_put(head);
	} else if (!o.output.csv && o.interval) {
		putchar('\n');
	}
	json_decref(parts);
	finish_output();
}

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void load_again(struct state *s)
{
	if (!state_try(s))
		fail("the module has gone: it was unloaded");
}

/* Sleep until @at; false if it was cut short. */
static bool sleep_until(struct timespec *at, double more)
{
	at->tv_nsec += (more - (long)more) * 1e9;
	at->tv_sec += (long)more + at->tv_nsec / 1000000000;
	at->tv_nsec %= 1000000000;
	return !clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL);
}

static pid_t start_command(int out)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("cannot start %s: %s", o.command[0], strerror(errno));
	if (pid)
		return pid;
	signal(SIGINT, SIG_DFL);
	dup2(out, STDOUT_FILENO);
	close(out);
	execvp(o.command[0], o.command);
	fprintf(stderr, "kvmtrap: cannot run %s: %s\n", o.command[0], strerror(errno));
	_exit(127);
}

static int status_of(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Intervals until the count, Ctrl-C, or the end of @pid. */
static int intervals(struct state *a, pid_t pid)
{
	struct timespec at;
	unsigned long n = 0;
	int status = 0;

	clock_gettime(CLOCK_MONOTONIC, &at);
	while (!stopped && (!o.count || n < o.count)) {
		bool full = sleep_until(&at, o.interval);
		bool over = pid && waitpid(pid, &status, WNOHANG) == pid;
		struct state b;

		if (!full && !over)
			continue;
		load_again(&b);
		show(a, &b);
		state_free(a);
		*a = b;
		n++;
		if (over)
			return status_of(status);
	}
	if (pid) {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		return status_of(status);
	}
	return STATUS_OK;
}

static int while_running(struct state *a, int out)
{
	pid_t pid = start_command(out);
	struct state b;
	int status;

	if (o.interval)
		return intervals(a, pid);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	load_again(&b);
	show(a, &b);
	state_free(&b);
	return status_of(status);
}

int cmd_stat(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = stop };
	struct state a;
	int out, status = STATUS_OK;

	parse_args(&argp, argc, argv, ARGP_IN_ORDER, &o);
	state_load(&a, o.output.root);
	out = dup(STDOUT_FILENO);
	if (o.file && !freopen(o.file, "w", stdout))
		fail("cannot write %s: %s", o.file, strerror(errno));
	if (o.command && !o.file)
		stdout = stderr;
	if (o.command || o.interval)
		sigaction(SIGINT, &action, NULL);
	if (o.command)
		status = while_running(&a, out);
	else if (o.interval)
		status = intervals(&a, 0);
	else
		show(NULL, &a);
	state_free(&a);
	return status;
}
