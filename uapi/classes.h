/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * classes.h - the one list of exit classes, the same on every architecture.
 * Pure preprocessor text without includes.
 */

/* X(NUMBER, NAME, "name"): every exit is in exactly one. */
#define KVMTRAP_CLASSES(X)			\
	X(0, CPU, "cpu")			\
	X(1, MEM, "mem")			\
	X(2, IO, "io")				\
	X(3, IRQ, "irq")			\
	X(4, SERROR, "serror")			\
	X(5, OTHER, "other")
