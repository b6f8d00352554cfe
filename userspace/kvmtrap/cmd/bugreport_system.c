// SPDX-License-Identifier: GPL-2.0-only
/*
 * bugreport_system.c - the table system: see bugreport.h.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cmd/bugreport.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/word.h"

/* Words of the kernel's command line that matter; the others may hold names. */
static const char *const boot_words[] = {
	"debugfs=", "isolcpus=", "kvm-", "kvm.", "kvm_", "kvmtrapcount.", "lockdown=",
	"mitigations=", "module.sig_enforce", "nohz_full=", "preempt=",
};

/* What /proc/cpuinfo calls the model of a CPU, on arm64 and x86. */
static const char *const cpu_items[] = {
	"CPU implementer", "CPU part", "CPU revision", "CPU variant", "cpu family", "microcode",
	"model", "model name", "stepping", "vendor_id",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Add a row, unless there is the same one already: CPUs are mostly alike. */
static void add_item(struct tables *t, struct table *table, const char *item, const char *value)
{
	char *a = escape_word(item), *b = escape_word(value);
	size_t row;

	for (row = 0; row < table->rows; row++) {
		if (!strcmp(table_cell(table, row, 0), a) && !strcmp(table_cell(table, row, 1), b))
			break;
	}
	if (row == table->rows) {
		tables_add_word(t, table, item);
		tables_add_word(t, table, value);
	}
	free(a);
	free(b);
}

/* Add the first line of a file, if there is the file. */
static void add_line(struct tables *t, struct table *table, const char *item, const char *path)
{
	char *text = file_line(path);

	if (text)
		add_item(t, table, item, text);
	free(text);
}

static bool is_boot_word(const char *word)
{
	size_t i;

	for (i = 0; i < COUNT(boot_words); i++) {
		if (!strncmp(word, boot_words[i], strlen(boot_words[i])))
			return true;
	}
	return false;
}

static void add_boot_words(struct tables *t, struct table *table,
			   void (*lacks)(const char *what, const char *why))
{
	char *text = file_text("/proc/cmdline"), *rest = text, *word;

	if (!text)
		lacks("/proc/cmdline", strerror(errno));
	while ((word = strsep(&rest, "\n "))) {
		if (is_boot_word(word))
			add_item(t, table, "boot", word);
	}
	free(text);
}

static void add_cpus(struct tables *t, struct table *table,
		     void (*lacks)(const char *what, const char *why))
{
	char *text = file_text("/proc/cpuinfo"), *rest = text, *line;
	size_t i;

	if (!text)
		lacks("/proc/cpuinfo", strerror(errno));
	while ((line = strsep(&rest, "\n"))) {
		char *value = strchr(line, ':');

		if (!value)
			continue;
		*value++ = '\0';
		line = trim(line);
		for (i = 0; i < COUNT(cpu_items); i++) {
			if (!strcmp(line, cpu_items[i]))
				add_item(t, table, line, trim(value));
		}
	}
	free(text);
}

/* /etc/os-release is NAME="value" or NAME=value. */
static void add_distribution(struct tables *t, struct table *table)
{
	char *text = file_text("/etc/os-release"), *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		char *value = line + strlen("PRETTY_NAME=");

		if (strncmp(line, "PRETTY_NAME=", strlen("PRETTY_NAME=")))
			continue;
		value += *value == '"';
		value[strcspn(value, "\"")] = '\0';
		add_item(t, table, "distribution", value);
	}
	free(text);
}

void bugreport_add_system(struct tables *t, void (*lacks)(const char *what, const char *why))
{
	struct table *table = tables_new(t, "system", "item value");
	struct utsname u;
	char number[24];

	uname(&u);
	add_item(t, table, "command", KVMTRAP_VERSION);
	add_line(t, table, "module", "/sys/module/kvmtrapcount/version");
	add_line(t, table, "module.srcversion", "/sys/module/kvmtrapcount/srcversion");
	add_item(t, table, "release", u.release);
	add_item(t, table, "kernel", u.version);
	add_item(t, table, "machine", u.machine);
	add_line(t, table, "tainted", "/proc/sys/kernel/tainted");
	add_distribution(t, table);
	snprintf(number, sizeof(number), "%ld", sysconf(_SC_PAGESIZE));
	add_item(t, table, "page", number);
	snprintf(number, sizeof(number), "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	add_item(t, table, "cpus", number);
	add_cpus(t, table, lacks);
	add_boot_words(t, table, lacks);
}
