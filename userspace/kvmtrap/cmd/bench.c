// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench.c - what an exit costs on this machine, and what each setting of the module adds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/keeper.h"
#include "bench/load.h"
#include "bench/rounds.h"
#include "cmd/bench_host.h"
#include "cmd/bench_show.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "input/kvm_stats.h"
#include "util/cpus.h"
#include "util/die.h"
#include "util/stop.h"

/* For so long the VMs are watched, to know their rates of exits. */
#define WATCH_MS	2000

static struct options {
	struct bench bench;
	const char *module;
	bool wanted[BENCH_KINDS], json;
	int attach;		/* -1: each */
} o = { .bench = { .rounds = 20, .guest.cpu = -1 }, .attach = -1 };

static void choose_kinds(struct argp_state *state, char *list)
{
	char *name;
	int i;

	while ((name = strsep(&list, ","))) {
		i = bench_kind_find(name);
		if (i < 0)
			argp_error(state, "'%s' is not measured: choose of %s", name,
				   bench_reasons());
		else
			o.wanted[i] = true;
	}
}

static void choose_attach(struct argp_state *state, const char *name)
{
	o.attach = bench_attach_find(name);
	if (o.attach < 0)
		argp_error(state, "--attach is tracepoint or kretprobe, not '%s'", name);
	if (!bench_has_attach(o.attach))
		argp_error(state, "on x86 --attach is tracepoint, not '%s'", name);
}

/* Leave out what was not chosen, if anything was. */
static void leave_out(void)
{
	bool any = memchr(o.wanted, true, sizeof(o.wanted));
	int i;

	for (i = 0; i < BENCH_KINDS; i++) {
		if (any && !o.wanted[i] && !o.bench.out.kind[i])
			o.bench.out.kind[i] = xasprintf("%s", "");
	}
	for (i = 0; i < BENCH_ATTACH; i++) {
		if (o.attach >= 0 && i != o.attach && !o.bench.out.attach[i])
			o.bench.out.attach[i] = xasprintf("%s", "");
	}
}

/* Options without a letter. */
enum { ATTACH = 1000, REASON, MODULE, TRAPGEN };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'r':
		o.bench.rounds = whole_arg(state, "--rounds", arg, STATS_LEAST, 10000);
		return 0;
	case REASON:
		choose_kinds(state, arg);
		return 0;
	case ATTACH:
		choose_attach(state, arg);
		return 0;
	case 'C':
		o.bench.guest.cpu = whole_arg(state, "--cpu", arg, 0, CPUS_MOST - 1);
		return 0;
	case MODULE:
		o.module = arg;
		return 0;
	case TRAPGEN:
		free(o.bench.guest.trapgen);
		o.bench.guest.trapgen = xasprintf("%s", arg);
		return 0;
	case 'j':
		o.json = true;
		return 0;
	case ARGP_KEY_END:
		leave_out();
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "rounds", 'r', "N", 0, "How many rounds (20)" },
	{ "reason", REASON, "REASON,...", 0,
	  "Only exits of these: see man kvmtrap-bench" },
	{ "attach", ATTACH, "NAME", 0, "Only this attachment: tracepoint or kretprobe" },
	{ "cpu", 'C', "N", 0, "Pin the guests to this CPU (the last one)" },
	{ "module", MODULE, "FILE", 0, "Load this kvmtrapcount.ko (modprobe finds it)" },
	{ "trapgen", TRAPGEN, "FILE", 0, "The program that runs the guests" },
	{ "json", 'j', NULL, 0, "As JSON, one object", 8 },
	{ 0 }
};

static const struct argp argp = {
	options, parse, "",
	"Measure what an exit costs on this machine, and what each setting of the module adds: "
	"to an exit, and to the VMs that run. Loads and unloads the module again and again. It "
	"must not be loaded before, and is not loaded afterwards. Needs root."
};

/* Leave out what this architecture has not got, as if nobody asked for it. */
static void choose_arch(void)
{
	int i;

	bench_choose_arch(arch_of_host(), arch_host_is_intel(), bench_nested_paging());
	for (i = 0; i < BENCH_KINDS; i++) {
		if (!bench_kinds[i].reason)
			o.bench.out.kind[i] = xasprintf("%s", "");
	}
	for (i = 0; i < BENCH_ATTACH; i++) {
		if (!bench_has_attach(i))
			o.bench.out.attach[i] = xasprintf("%s", "");
	}
}

/* Find the rates of the VMs that run, before there is anything of ours. */
static void watch_vms(struct vm_rates *rates)
{
	struct kvm_vms a, b;

	kvm_vms_read(&a);
	if (a.n)
		stop_wait(-1, WATCH_MS);
	kvm_vms_read(&b);
	rates_between(rates, &a, &b);
	kvm_vms_free(&a);
	kvm_vms_free(&b);
}

/* Return the first reason why something is left out. */
static const char *first_reason(void)
{
	char **out = (char **)&o.bench.out;
	size_t i;

	for (i = 0; i < sizeof(o.bench.out) / sizeof(*out); i++) {
		if (out[i] && *out[i])
			return out[i];
	}
	return "no round was whole";
}

static bool anything_to_measure(void)
{
	int i;

	for (i = 0; i < BENCH_KINDS; i++) {
		if (!o.bench.out.kind[i])
			return true;
	}
	return false;
}

int cmd_bench(int argc, char **argv)
{
	struct vm_rates rates;
	bool shown;

	choose_arch();
	parse_args(&argp, NULL, argc, argv, 0, &o);
	bench_check_host(o.module);
	bench_find_guest(&o.bench.guest);
	o.bench.tell = isatty(STDERR_FILENO);
	keeper_start(o.module);
	stop_begin();
	watch_vms(&rates);
	bench_try(&o.bench);
	if (anything_to_measure())
		bench_run(&o.bench);
	stop_end();
	shown = bench_show(&o.bench, &rates, o.json);
	/* What the complete rounds measured is shown nevertheless. */
	if (o.bench.failed)
		die("%s", o.bench.failed);
	if (stopped())
		warn("stopped after %u of %u rounds%s", o.bench.done, o.bench.rounds,
		     shown ? "" : ": too few to tell anything");
	else if (!shown)
		die("nothing could be measured: %s", first_reason());
	rates_free(&rates);
	bench_free(&o.bench);
	return stopped() ? 128 + stopped() : STATUS_OK;
}
