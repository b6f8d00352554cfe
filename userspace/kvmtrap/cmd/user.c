// SPDX-License-Identifier: GPL-2.0-only
/*
 * user.c - see user.h.
 */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "cmd/user.h"
#include "input/reader.h"
#include "util/die.h"

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **name = state->input;
	const struct passwd *user;

	if (key != 'Z')
		return ARGP_ERR_UNKNOWN;
	user = getpwnam(arg);
	if (!user)
		argp_error(state, "there is no user '%s'", arg);
	if (!user->pw_uid)
		argp_error(state, "--user %s would stay root: name another user", arg);
	*name = arg;
	return 0;
}

/* As in tcpdump. */
static const struct argp_option options[] = {
	{ "user", 'Z', "NAME", 0, "Give up root: go on as this user" },
	{ 0 }
};

const struct argp user_argp = { options, parse };

void become_user(const char *name, const char *root)
{
	const struct passwd *user;

	if (!name)
		return;
	if (geteuid())
		die("only root can become %s: leave --user out", name);
	if (!root)
		reader_start();
	user = getpwnam(name);
	if (!user || initgroups(name, user->pw_gid) ||
	    setresgid(user->pw_gid, user->pw_gid, user->pw_gid) ||
	    setresuid(user->pw_uid, user->pw_uid, user->pw_uid))
		die("cannot become %s: %s", name, strerror(errno));
	/* Only a kernel with odd securebits gives it back. */
	if (!setuid(0))
		die("cannot give up root");
}
