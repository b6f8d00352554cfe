// SPDX-License-Identifier: GPL-2.0-only
/*
 * bugreport_kernel.c - the tables parameters and config: see bugreport.h.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cmd/bugreport.h"
#include "util/capture.h"
#include "util/die.h"
#include "util/file_text.h"

/* What decides whether and how the module can attach, and what it costs. */
static const char *const config[] = {
	"ARM64_16K_PAGES", "ARM64_4K_PAGES", "ARM64_64K_PAGES", "ARM64_VHE", "CC_IS_CLANG",
	"CC_VERSION_TEXT", "CFI", "CFI_CLANG", "DEBUG_FS", "DEBUG_FS_ALLOW_ALL",
	"DEBUG_FS_ALLOW_NONE", "DEBUG_FS_DISALLOW_MOUNT", "DYNAMIC_FTRACE", "FTRACE", "HZ",
	"KALLSYMS", "KALLSYMS_ALL", "KASAN", "KCSAN", "KPROBES", "KPROBES_ON_FTRACE",
	"KRETPROBES", "KRETPROBE_ON_RETHOOK", "KVM", "KVM_AMD", "KVM_INTEL",
	"LTO_CLANG", "MODULES", "MODULE_SIG", "MODULE_SIG_FORCE", "MODVERSIONS", "NO_HZ_FULL",
	"OPTPROBES", "PARAVIRT", "PREEMPT", "PREEMPT_DYNAMIC", "PREEMPT_LAZY", "PREEMPT_NONE",
	"PREEMPT_RT", "PREEMPT_VOLUNTARY", "PROVE_LOCKING", "SECURITY_LOCKDOWN_LSM", "TRACEPOINTS",
};

static const char *const modules[] = { "kvm", "kvm_amd", "kvm_intel", "kvmtrapcount" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void add_parameter(struct tables *t, struct table *table, const char *module,
			  const char *name, void (*lacks)(const char *what, const char *why))
{
	char *path = xasprintf("/sys/module/%s/parameters/%s", module, name), *text;
	struct stat st;

	/* reset can be written only. */
	if (!stat(path, &st) && S_ISREG(st.st_mode) && st.st_mode & 0444) {
		text = file_line(path);
		if (text) {
			tables_add_cell(t, table, "%s", module);
			tables_add_word(t, table, name);
			tables_add_word(t, table, text);
		} else {
			lacks(path, strerror(errno));
		}
		free(text);
	}
	free(path);
}

void bugreport_add_parameters(struct tables *t, void (*lacks)(const char *what, const char *why))
{
	struct table *table = tables_new(t, "parameters", "module parameter value");
	struct dirent **entry;
	size_t i;
	int n, at;

	for (i = 0; i < COUNT(modules); i++) {
		char *path = xasprintf("/sys/module/%s/parameters", modules[i]);

		n = scandir(path, &entry, NULL, alphasort);
		for (at = 0; at < n; at++) {
			add_parameter(t, table, modules[i], entry[at]->d_name, lacks);
			free(entry[at]);
		}
		if (n >= 0)
			free(entry);
		free(path);
	}
}

/* Return the text of the running kernel's configuration, to be freed, or NULL. */
static char *config_text(void)
{
	static char unpacked[1 << 20];
	char *argv[3] = { "zcat", "/proc/config.gz", NULL };
	static const struct {
		const char *before, *behind;
	} places[] = {
		{ "/boot/config-", "" }, { "/lib/modules/", "/config" },
		{ "/lib/modules/", "/build/.config" },
	};
	char *text = NULL;
	struct utsname u;
	size_t i;

	uname(&u);
	for (i = 0; i < COUNT(places) && !text; i++) {
		char *path = xasprintf("%s%s%s", places[i].before, u.release, places[i].behind);

		text = file_text(path);
		free(path);
	}
	if (!text && !access(argv[1], R_OK) && !capture(argv, -1, unpacked, sizeof(unpacked)))
		text = xasprintf("%s", unpacked);
	return text;
}

/* An option that the text does not set is off. */
void bugreport_add_config(struct tables *t, void (*lacks)(const char *what, const char *why))
{
	struct table *table = tables_new(t, "config", "option value");
	char *text = config_text();
	size_t i;

	if (!text)
		lacks("the kernel's configuration",
		      "not in /boot, /lib/modules or /proc/config.gz, or not for this user");
	for (i = 0; text && i < COUNT(config); i++) {
		char *line = xasprintf("\nCONFIG_%s=", config[i]), *at = strstr(text, line);
		const char *value = at ? at + strlen(line) : "n";
		char *word = xasprintf("%.*s", (int)strcspn(value, "\n"), value);

		tables_add_cell(t, table, "CONFIG_%s", config[i]);
		tables_add_word(t, table, word);
		free(word);
		free(line);
	}
	free(text);
}
