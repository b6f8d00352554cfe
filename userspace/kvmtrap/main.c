// SPDX-License-Identifier: GPL-2.0-only
/*
 * main.c - kvmtrap: what kvmtrapcount counts, for people and programs.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "command.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
#define X(name, help) { #name, cmd_##name, help },
	KVMTRAP_COMMANDS(X)
#undef X
};

#define NR_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void usage(FILE *to)
{
	size_t i;

	fputs("Usage: kvmtrap [--root PATH] COMMAND [OPTION...]\n"
	      "What the guests of this arm64 host trap on, as the module kvmtrapcount counts "
	      "it.\n\n", to);
	for (i = 0; i < NR_COMMANDS; i++)
		fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].help);
	fputs("\n  --root PATH  read a saved copy (a file of kvmtrap save, or a directory)\n"
	      "  --version    print the version\n"
	      "\nkvmtrap COMMAND --help says more; so does man kvmtrap.\n", to);
}

static int run(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < NR_COMMANDS; i++) {
		int status;

		if (strcmp(argv[0], commands[i].name))
			continue;
		status = commands[i].run(argc, argv);
		finish_output();
		return status;
	}
	warn("no command '%s'; kvmtrap --help shows all", argv[0]);
	return STATUS_USAGE;
}

int main(int argc, char **argv)
{
	int i;

	/* For the width of characters only: numbers have a point. */
	setlocale(LC_CTYPE, "");
	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-?")) {
			usage(stdout);
			finish_output();
			return STATUS_OK;
		} else if (!strcmp(argv[i], "--version")) {
			puts("kvmtrap (kvmtrapcount) " KVMTRAP_VERSION);
			finish_output();
			return STATUS_OK;
		} else if (!strncmp(argv[i], "--root=", 7)) {
			default_root = argv[i] + 7;
		} else if (!strcmp(argv[i], "--root") && i + 1 < argc) {
			default_root = argv[++i];
		} else {
			warn("no option '%s' here; kvmtrap --help shows all", argv[i]);
			return STATUS_USAGE;
		}
	}
	if (i == argc) {
		usage(stderr);
		return STATUS_USAGE;
	}
	return run(argc - i, argv + i);
}
