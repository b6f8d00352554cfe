// SPDX-License-Identifier: GPL-2.0-only
/*
 * config.c - see config.h.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/config.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/nearest.h"

static char *path_of_config(void)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (base && *base == '/')
		return xasprintf("%s/kvmtrap/config", base);
	return home && *home ? xasprintf("%s/.config/kvmtrap/config", home) : NULL;
}

static const struct config_key *find(const struct config_key *keys, const char *name, size_t *n)
{
	const struct config_key *k, *found = NULL;

	for (k = keys; k->name; k++) {
		if (!strcmp(k->name, name))
			found = k;
	}
	*n = k - keys;
	return found;
}

static void take_line(const struct config_key *keys, char *line, const char *path, unsigned int n)
{
	char *value = strchr(line, '='), *name, *written;
	const struct config_key *k;
	size_t all;

	if (!value)
		die("%s:%u: '%s' has no '=': write KEY = VALUE", path, n, line);
	*value++ = '\0';
	name = trim(line);
	value = trim(value);
	k = find(keys, name, &all);
	if (!k)
		die("%s:%u: there is no '%s'%s", path, n, name,
		    did_you_mean(nearest(name, &keys->name, all, sizeof(*keys)),
				 "; man kvmtrap-top has all"));
	written = xasprintf("%s", value);
	if (k->take(value))
		die("%s:%u: %s is %s, not '%s'", path, n, name, k->takes, written);
	free(written);
}

void config_read(const struct config_key *keys)
{
	/* Values are parts of the text: it stays. */
	static char *text;
	char *path = path_of_config(), *rest, *line;
	unsigned int n = 0;

	text = rest = path ? file_text(path) : NULL;
	/* Who gave up root may not look into root's home. */
	if (!text && path && errno != ENOENT && errno != ENOTDIR && errno != EACCES)
		die("cannot read %s: %s", path, strerror(errno));
	while (text && (line = strsep(&rest, "\n"))) {
		n++;
		line = trim(line);
		if (*line && *line != '#')
			take_line(keys, line, path, n);
	}
	free(path);
}
