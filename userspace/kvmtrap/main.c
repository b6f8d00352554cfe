// SPDX-License-Identifier: GPL-2.0-only
/*
 * main.c - kvmtrap: shows what kvmtrapcount counts, to people and programs.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/options.h"
#include "util/die.h"
#include "util/nearest.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
#define X(name, help) { #name, cmd_##name, help },
	KVMTRAP_COMMANDS(X)
#undef X
	/* Only shells call it. */
	{ "complete", cmd_complete, NULL },
};

/* The last one is not shown. */
#define NR_COMMANDS (sizeof(commands) / sizeof(commands[0]))
#define NR_SHOWN (NR_COMMANDS - 1)

static void usage(FILE *to)
{
	size_t i;

	fputs("Usage: kvmtrap [--root PATH] COMMAND [OPTION...]\n"
	      "Show why the guests of a KVM host exit, as the module kvmtrapcount counts it.\n\n",
	      to);
	for (i = 0; i < NR_SHOWN; i++)
		fprintf(to, "  %-9s %s\n", commands[i].name, commands[i].help);
	fputs("\n  -R, --root PATH  read a saved copy: a file, a directory, or - for stdin\n"
	      "  -h, --help       this help; -V, --version prints the version\n"
	      "kvmtrap help COMMAND says more; so does man kvmtrap.\n", to);
}

static const struct command *find(const char *name)
{
	const char *near;
	size_t i;

	for (i = 0; i < NR_COMMANDS; i++) {
		if (!strcmp(name, commands[i].name))
			return &commands[i];
	}
	/* perf kvm stat has it, and it is not far from list. */
	if (!strcmp(name, "live")) {
		warn("there is no command 'live': here it is kvmtrap top");
		return NULL;
	}
	near = nearest(name, &commands[0].name, NR_SHOWN, sizeof(commands[0]));
	warn("there is no command '%s'%s", name,
	     did_you_mean(near, "; kvmtrap help shows all"));
	return NULL;
}

int cmd_help(int argc, char **argv)
{
	const struct command *c;
	char *args[3] = { NULL, "--help", NULL };

	if (argc < 2 || argv[1][0] == '-') {
		usage(stdout);
		return STATUS_OK;
	}
	c = find(argv[1]);
	if (!c)
		return STATUS_USAGE;
	args[0] = argv[1];
	return c->run(2, args);
}

/* The command, and all that follows it, is left to the command's own parser. */
struct command_line {
	struct output output;
	int argc;
	char **argv;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct command_line *line = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &line->output;
		return 0;
	case 'h':
	case '?':
		usage(stdout);
		flush_or_die(stdout);
		exit(STATUS_OK);
	case ARGP_KEY_ARGS:
		line->argc = state->argc - state->next;
		line->argv = state->argv + state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		usage(stderr);
		exit(STATUS_USAGE);
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option options[] = {
	{ "help", 'h', NULL, OPTION_HIDDEN },
	{ NULL, '?', NULL, OPTION_HIDDEN },
	{ 0 }
};

static const struct argp_child children[] = { { &root_argp }, { 0 } };

const struct argp main_argp = { options, parse, "COMMAND [OPTION...]", NULL,
				  .children = children };

/*
 * A pipe or socket of ours is not to become stdin, stdout or stderr where these are closed. What
 * takes their place fails just as they do when it is read or written.
 */
static void fill_standard_files(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	}
}

int main(int argc, char **argv)
{
	struct command_line line = { 0 };
	const struct command *c;
	int status;

	fill_standard_files();
	/* Only for the width of characters: numbers keep their decimal point. */
	setlocale(LC_CTYPE, "");
	parse_args(&main_argp, "kvmtrap", argc, argv, ARGP_IN_ORDER, &line);
	default_root = line.output.root;
	c = find(line.argv[0]);
	if (!c)
		return STATUS_USAGE;
	status = c->run(line.argc, line.argv);
	flush_or_die(stdout);
	return status;
}
