/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * emit.h - what the output of the commands has in common.
 */
#ifndef KVMTRAP_EMIT_H
#define KVMTRAP_EMIT_H

#include <jansson.h>

#include "cmd/options.h"
#include "input/snapshot.h"
#include "output/sheet.h"

/**
 * json_head() - Begin the object that a command writes as JSON.
 * @command: the command
 * @s: the snapshot that the object is about, or NULL
 *
 * Return: the object, to be filled (docs/json.md) and put by json_put().
 */
json_t *json_head(const char *command, const struct snapshot *s);

/* Add seconds, restarted and apart, for the change from @a (NULL: the beginning) to @b. */
void json_change(json_t *head, const struct snapshot *a, const struct snapshot *b);

/* Write an object in one line, and free it. */
void json_put(FILE *f, json_t *object);

/* Write a sheet as CSV, with its time if people would see a stamp. */
void csv_put(FILE *f, const struct sheet *sheet);

/* Write "@lead HOST, RELEASE, TIME", without an end of line. */
void print_title(FILE *f, const char *lead, const struct snapshot *s);

/* Write a line if the tables of @a (unless NULL) or of @b did not agree: see reconcile.h. */
void print_apart(FILE *f, const struct snapshot *a, const struct snapshot *b);

/* Write a line if @n VMs ended and have no rows any more. @lead: whose they were */
void print_forgotten(FILE *f, const char *lead, uint64_t n);

/* Give a sheet the shape that the command line asks for. Dies if it lacks a column of it. */
void output_shape(const struct output *o, const struct snapshot *s, struct sheet *sheet);

/**
 * output_sheet() - Write one sheet as the command line asks for it.
 * @o: the command line
 * @command: its name, for JSON
 * @s: the snapshot that the sheet is about, or NULL
 * @sheet: the sheet, which gets the shape of @o; in JSON it is the member `rows`
 */
void output_sheet(const struct output *o, const char *command,
		  const struct snapshot *s, struct sheet *sheet);

/* The same for a sheet after output_shape(). */
void output_shaped(const struct output *o, const char *command,
		   const struct snapshot *s, const struct sheet *sheet);

#endif
