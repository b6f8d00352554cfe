// SPDX-License-Identifier: GPL-2.0-only
/*
 * filter.c - which VMs the module counts: its parameters filter_vm and filter_pid.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/which.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/screen.h"

static struct options {
	struct choice choice;
	bool off;
} o;

/* Options without a letter. */
#define OFF	1000

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o.choice;
		return 0;
	case OFF:
		o.off = true;
		return 0;
	case ARGP_KEY_END:
		if (o.off && o.choice.words)
			argp_error(state, "choose a VM, or --off for all");
		return 0;
	}
	return no_arguments(key, arg, state);
}

static const struct argp_option options[] = {
	{ "off", OFF, NULL, 0, "Count all VMs again" },
	{ 0 }
};

static const struct argp_child children[] = { { &which_vms_argp }, { 0 } };

static const struct argp argp = {
	options, parse, "",
	"Let the module count one VM only, or those of one VMM (--pid). Other VMs are listed, "
	"and nothing of them is counted, timed or traced. Without an option, show what is "
	"counted. Needs root.",
	.children = children
};

static char *read_filter(const char *name)
{
	char *text = parameter_read(name);
	int err = errno;

	if (!text && access("/sys/module/kvmtrapcount", F_OK))
		die("the module is not loaded: modprobe kvmtrapcount");
	if (!text)
		die("cannot read " PARAMETERS "/%s: %s", name, strerror(err));
	return text;
}

static void write_filter(const char *name, const char *value)
{
	if (parameter_write(name, value))
		return;
	if (errno == EACCES)
		die("only root may choose what is counted");
	die("cannot write " PARAMETERS "/%s: %s", name, strerror(errno));
}

static void show(const struct snapshot *s)
{
	char *vm = read_filter("filter_vm"), *pid = read_filter("filter_pid");
	char *name = screen_string(snapshot_vm_name(s, vm)), *enabled = parameter_read("enabled");
	bool off = enabled && *enabled == 'N';
	bool by_vm = strcmp(vm, "0"), by_pid = strcmp(pid, "0");

	if (by_vm)
		printf("only VM %s (%s)%s", vm, name, by_pid ? ", and " : "");
	if (by_pid)
		printf("only VMs of the VMM with PID %s", pid);
	if (by_vm || by_pid)
		puts("; kvmtrap filter --off counts all");
	else if (!off)
		puts("all VMs are counted");
	if (off)
		puts("counting is switched off: echo 1 > " PARAMETERS "/enabled");
	free(name);
	free(enabled);
	free(vm);
	free(pid);
}

/* To count a VM that has ended would be to count nothing. A VMM that lives may make another one. */
static void check_alive(const struct choice *c, const struct snapshot *s)
{
	size_t i;

	if (c->words == 1 && c->word[0].by == BY_PID &&
	    (!kill(strtol(c->word[0].text, NULL, 10), 0) || errno != ESRCH))
		return;

	for (i = 0; i < c->set.n; i++) {
		if (!snapshot_vm_ended(s, c->set.vm[i]))
			return;
	}
	if (c->set.n)
		die("VM %s has ended: nothing would be counted", c->set.vm[0]);
}

int cmd_filter(int argc, char **argv)
{
	static const char one[] = "the module can count one VM, or the VMs of one VMM (--pid)";
	struct snapshot s;
	const char *vm;

	parse_args(&argp, NULL, argc, argv, 0, &o);
	free(read_filter("filter_vm"));
	if (o.off) {
		write_filter("filter_vm", "0");
		write_filter("filter_pid", "0");
		return STATUS_OK;
	}
	snapshot_load(&s, NULL);
	choose(&o.choice, &s);
	check_alive(&o.choice, &s);
	if (!o.choice.words) {
		show(&s);
	} else if (o.choice.words == 1 && o.choice.word[0].by == BY_PID) {
		write_filter("filter_pid", o.choice.word[0].text);
		write_filter("filter_vm", "0");
	} else {
		vm = choice_only(&o.choice, &s, one);
		write_filter("filter_vm", vm);
		write_filter("filter_pid", "0");
	}
	snapshot_free(&s);
	return STATUS_OK;
}
