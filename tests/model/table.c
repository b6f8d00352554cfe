// SPDX-License-Identifier: GPL-2.0-only
/*
 * table.c - see table.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table.h"
#include "wrong.h"

const char *const table_names[NR_TABLES] = {
	[SUMMARY] = "summary", [VMS] = "vms", [VCPUS] = "vcpus", [REASONS] = "reasons",
	[USERSPACE] = "userspace", [TIMES] = "times", [HANDLING] = "handling",
	[LATENCY] = "latency", [HOT] = "hot", [HEALTH] = "health",
};

char *slurp(const char *path, size_t *size)
{
	size_t room = 1 << 16, n = 0;
	char *text = malloc(room);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;

	while (fd >= 0 && text && (got = read(fd, text + n, room - n - 1)) > 0) {
		n += got;
		if (n < room - 1)
			continue;
		room *= 2;
		text = realloc(text, room);
	}
	if (!text)
		give_up("memory");
	if (fd >= 0)
		close(fd);
	if (got < 0) {
		free(text);
		return NULL;
	}
	text[n] = '\0';
	*size = n;
	return text;
}

static char *next_line(char **text)
{
	char *line = *text, *end;

	if (!*line)
		return NULL;
	end = strchr(line, '\n');
	*text = end ? end + 1 : line + strlen(line);
	if (end)
		*end = '\0';
	return line;
}

static bool title_is(const char *line, enum table_id id)
{
	char name[32];

	return sscanf(line, "kvmtrap %31s", name) == 1 && !strcmp(name, table_names[id]);
}

static void cut_header(struct table *t, char *line)
{
	char *save, *word;

	for (word = strtok_r(line, " ", &save); word && t->nr_columns < MOST_COLUMNS;
	     word = strtok_r(NULL, " ", &save))
		t->columns[t->nr_columns++] = word;
}

static bool cut_row(struct table *t, char *line)
{
	unsigned int n = 0;
	char *save, *word;

	t->cells = reallocarray(t->cells, (t->nr_rows + 1) * t->nr_columns, sizeof(*t->cells));
	if (!t->cells)
		give_up("memory");
	for (word = strtok_r(line, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		if (n < t->nr_columns)
			t->cells[t->nr_rows * t->nr_columns + n] = word;
		n++;
	}
	t->nr_rows++;
	return n == t->nr_columns ||
	       wrong("%s: row %u has %u cells under %u columns", table_names[t->id],
		     t->nr_rows, n, t->nr_columns);
}

/* Cut @text into cells. @text belongs to the table from now on. */
static bool parse(struct table *t, enum table_id id, char *text, size_t size)
{
	char *rest, *line;

	*t = (struct table){ .id = id, .text = text, .size = size, .cut = strdup(text) };
	rest = t->cut;
	line = next_line(&rest);
	if (!line || !title_is(line, id))
		return wrong("%s: its title is '%s'", table_names[id], line ?: "");
	line = next_line(&rest);
	if (!line)
		return wrong("%s: no header", table_names[id]);
	cut_header(t, line);
	while ((line = next_line(&rest)))
		if (!cut_row(t, line))
			return false;
	return true;
}

bool table_read(struct table *t, enum table_id id)
{
	char path[64], *text;
	size_t size;

	*t = (struct table){ .id = id };
	snprintf(path, sizeof(path), FOLDER "/%s", table_names[id]);
	text = slurp(path, &size);
	if (!text)
		return wrong("%s: %s", path, strerror(errno));
	return parse(t, id, text, size);
}

void table_free(struct table *t)
{
	free(t->text);
	free(t->cut);
	free(t->cells);
	*t = (struct table){ .id = t->id };
}

bool tables_read(struct table tables[NR_TABLES])
{
	bool ok = true;
	int id;

	for (id = 0; id < NR_TABLES; id++)
		ok &= table_read(&tables[id], id);
	return ok;
}

#define AT_ONCE FOLDER "/.snapshot"

bool tables_at_once_exist(void)
{
	return !access(AT_ONCE, R_OK);
}

static bool take_part(struct table *tables, char *from, size_t size)
{
	int id;

	for (id = 0; id < NR_TABLES; id++)
		if (!tables[id].text && title_is(from, id))
			return parse(&tables[id], id, strndup(from, size), size);
	return wrong(".snapshot: a part that begins with '%.40s'", from);
}

bool tables_read_at_once(struct table tables[NR_TABLES])
{
	size_t size;
	char *text = slurp(AT_ONCE, &size), *from = text, *end;
	bool ok = true;
	int id;

	for (id = 0; id < NR_TABLES; id++)
		tables[id] = (struct table){ .id = id };
	if (!text)
		return wrong(AT_ONCE ": %s", strerror(errno));
	for (; ok && *from; from = end) {
		end = strstr(from, "\nkvmtrap ");
		end = end ? end + 1 : from + strlen(from);
		ok = take_part(tables, from, end - from);
	}
	free(text);
	for (id = 0; ok && id < NR_TABLES; id++)
		if (!tables[id].text)
			ok = wrong(".snapshot: has no %s", table_names[id]);
	return ok;
}

void tables_free(struct table tables[NR_TABLES])
{
	int id;

	for (id = 0; id < NR_TABLES; id++)
		table_free(&tables[id]);
}

int column_of(const struct table *t, const char *name)
{
	unsigned int i;

	for (i = 0; i < t->nr_columns; i++)
		if (!strcmp(t->columns[i], name))
			return i;
	return -1;
}

const char *cell(const struct table *t, unsigned int row, int column)
{
	return column < 0 ? "" : t->cells[row * t->nr_columns + column];
}

bool cell_number(const struct table *t, unsigned int row, int column, int64_t *value)
{
	const char *text = cell(t, row, column);
	char *end;

	*value = strtoll(text, &end, 10);
	return *text && !*end;
}

int64_t number_in(const struct table *t, unsigned int row, const char *column)
{
	int64_t value;

	return cell_number(t, row, column_of(t, column), &value) ? value : 0;
}

unsigned int row_where(const struct table *t, unsigned int row, const char *column,
		       const char *value)
{
	int at = column_of(t, column);

	while (row < t->nr_rows && strcmp(cell(t, row, at), value))
		row++;
	return row;
}
