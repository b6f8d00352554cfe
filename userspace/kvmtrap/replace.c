// SPDX-License-Identifier: GPL-2.0-only
/*
 * replace.c - see replace.h.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "fail.h"
#include "replace.h"

FILE *replace_begin(struct replacement *r, const char *path)
{
	r->path = path;
	r->tmp = text_of("%s.%d.tmp", path, getpid());
	r->f = fopen(r->tmp, "wxe");
	if (!r->f)
		free(r->tmp);
	return r->f;
}

int replace_end(struct replacement *r)
{
	int err = ferror(r->f) | fflush(r->f) | fsync(fileno(r->f)), why;

	err |= fclose(r->f);
	if (!err)
		err = rename(r->tmp, r->path);
	why = errno;
	if (err)
		unlink(r->tmp);
	free(r->tmp);
	errno = why;
	return err ? -1 : 0;
}
