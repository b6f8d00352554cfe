/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * file_text.h - a whole file as a text, and its lines.
 */
#ifndef KVMTRAP_FILE_TEXT_H
#define KVMTRAP_FILE_TEXT_H

/**
 * file_text() - Read a whole file.
 * @path: the file
 *
 * Return: its text with a terminator, to be freed; or NULL and errno, which is
 * EBADMSG if it is no text.
 */
char *file_text(const char *path);

/* The same for an open file, which is closed. */
char *fd_text(int fd);

/* The same for the first line of a file, without its end. */
char *file_line(const char *path);

/* Cut the blanks off the end of a text. Return: where what is not blank begins. */
char *trim(char *text);

#endif
