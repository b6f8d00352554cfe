// SPDX-License-Identifier: GPL-2.0-only
/*
 * vms.c - see vms.h.
 */
#include <stdbool.h>
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

/* Add the VM that row @of_vms of vms, or row @of_names of names, is about; INDEX_NONE: none. */
static void add_vm(struct snapshot *s, const struct table *vms, size_t of_vms,
		   const struct table *names, size_t of_names)
{
	bool named = of_names != INDEX_NONE;
	const char *name = named ? table_get(names, of_names, "name") : "-";
	struct vm_name new = {
		.vm = of_vms != INDEX_NONE ? table_get(vms, of_vms, "vm") :
					     table_get(names, of_names, "vm"),
		.uuid = named ? table_get(names, of_names, "uuid") : "-",
		.domain = named ? table_get(names, of_names, "domain") : "-",
	};

	if (!word_is_known(name) && of_vms != INDEX_NONE)
		name = table_get(vms, of_vms, "comm");
	new.name = unescape_word(name);
	index_add(&s->name_of, new.vm, s->names);
	s->name = grow_array(s->name, s->names, sizeof(*s->name));
	s->name[s->names++] = new;
}

void vms_take(struct snapshot *s)
{
	const struct table *names = tables_find(&s->tables, "names");
	const struct table *vms = tables_find(&s->tables, "vms");
	struct index of_names = { 0 };
	size_t i;

	index_rows(&of_names, names);
	index_rows(&s->vm_row, vms);
	/* Of two rows of one VM, which only a damaged copy has, the first one counts. */
	for (i = 0; s->vm_row.n && i < vms->rows; i++) {
		const char *vm = table_get(vms, i, "vm");

		if (index_find(&s->vm_row, vm) == i)
			add_vm(s, vms, i, names, index_find(&of_names, vm));
	}
	for (i = 0; of_names.n && i < names->rows; i++) {
		const char *vm = table_get(names, i, "vm");

		if (index_find(&of_names, vm) == i && index_find(&s->vm_row, vm) == INDEX_NONE)
			add_vm(s, vms, INDEX_NONE, names, i);
	}
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

const char *snapshot_vm_uuid(const struct snapshot *s, const char *vm)
{
	size_t i = index_find(&s->name_of, vm);

	return i == INDEX_NONE ? "-" : s->name[i].uuid;
}

const char *snapshot_vm_domain(const struct snapshot *s, const char *vm)
{
	size_t i = index_find(&s->name_of, vm);

	return i == INDEX_NONE ? "-" : s->name[i].domain;
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
