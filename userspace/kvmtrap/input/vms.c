// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms.c - see vms.h.
 */
#include <stdlib.h>
#include <string.h>

#include "input/snapshot.h"
#include "input/vms.h"
#include "util/die.h"
#include "util/word.h"

/* Fill @index with the rows of @t by VM. */
static void index_rows(struct index *index, const struct table *t)
{
	int vm = t ? table_column(t, "vm") : -1;
	size_t row;

	for (row = 0; vm >= 0 && row < t->rows; row++)
		index_add(index, table_cell(t, row, vm), row);
	index_sort(index);
}

/* Add the names of VMs in @t, which @rows is of, but for those that @named has. */
static void add_names(struct snapshot *s, const struct table *t, const char *column,
		      const struct index *rows, const struct index *named)
{
	int vm = t ? table_column(t, "vm") : -1, name = t ? table_column(t, column) : -1;
	size_t row;

	for (row = 0; vm >= 0 && name >= 0 && row < t->rows; row++) {
		struct vm_name new = { .vm = table_cell(t, row, vm) };

		if (index_find(rows, new.vm) != row || index_find(named, new.vm) != INDEX_NONE)
			continue;
		new.name = unescape_word(table_cell(t, row, name));
		index_add(&s->name_of, new.vm, s->names);
		s->name = grow_array(s->name, s->names, sizeof(*s->name));
		s->name[s->names++] = new;
	}
}

void vms_take(struct snapshot *s)
{
	const struct table *names = tables_find(&s->tables, "names");
	const struct table *vms = tables_find(&s->tables, "vms");
	struct index of_names = { 0 };

	index_rows(&of_names, names);
	index_rows(&s->vm_row, vms);
	add_names(s, names, "name", &of_names, &(struct index) { 0 });
	add_names(s, vms, "comm", &s->vm_row, &of_names);
	index_sort(&s->name_of);
	index_free(&of_names);
}

void vms_free(struct snapshot *s)
{
	size_t i;

	for (i = 0; i < s->names; i++)
		free(s->name[i].name);
	free(s->name);
	index_free(&s->name_of);
	index_free(&s->vm_row);
}

const char *snapshot_vm_name(const struct snapshot *s, const char *vm)
{
	size_t i = index_find(&s->name_of, vm);

	return i == INDEX_NONE ? "-" : s->name[i].name;
}

/* The rows of vms are the same once it was reconciled. */
const char *snapshot_vm_cell(const struct snapshot *s, const char *vm, const char *column)
{
	const struct table *t = snapshot_table(s, "vms");
	int wanted = t ? table_column(t, column) : -1;
	size_t row = index_find(&s->vm_row, vm);

	return wanted < 0 || row == INDEX_NONE ? "" : table_cell(t, row, wanted);
}

bool snapshot_vm_ended(const struct snapshot *s, const char *vm)
{
	const char *state = snapshot_vm_cell(s, vm, "state");

	return *state && strcmp(state, "live");
}
