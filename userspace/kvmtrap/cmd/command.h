/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * command.h - the commands: each begins in the file of its name; help in main.c.
 */
#ifndef KVMTRAP_COMMAND_H
#define KVMTRAP_COMMAND_H

/* X(NAME, HELP), in the order in which help shows them. */
#define KVMTRAP_COMMANDS(X)						\
	X(list, "VMs, vCPUs and their threads")				\
	X(stat, "counts so far, by interval, or while a command runs") \
	X(explain, "why guests exit, and what usually helps")		\
	X(top, "a live view")						\
	X(record, "trace exits into a trace.dat")			\
	X(report, "what a trace.dat holds")				\
	X(diff, "what changed between two saved copies or recordings")	\
	X(plot, "exits over time, or a latency heat map, as SVG or PNG")	\
	X(save, "save all counters in a file, to read on any machine") \
	X(export, "counters for Prometheus")				\
	X(reset, "set all counters to zero")				\
	X(filter, "count one VM only, or all")				\
	X(bench, "what an exit costs on this machine, and what the module adds") \
	X(doctor, "can this host count, and are the numbers complete?") \
	X(bugreport, "what a bug report needs, in one file")		\
	X(names, "the tables of classes, reasons, registers and calls")	\
	X(help, "help on a command")

/* Each returns an exit status; argv[0] is the command's name. */
#define X(name, help) int cmd_##name(int argc, char **argv);
KVMTRAP_COMMANDS(X)
#undef X

/* What may follow on a command line, for shells: see complete.c. */
int cmd_complete(int argc, char **argv);

#endif
