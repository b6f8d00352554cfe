// SPDX-License-Identifier: GPL-2.0-only
/*
 * reader.c - see reader.h.
 *
 * A request is one byte. The answer is an errno, and with 0 a file descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "input/reader.h"
#include "input/snapshot.h"
#include "util/die.h"

/* Room for one file descriptor in a message. */
union control {
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int))];
};

/* This process's end of the socket. */
static int reader = -1;

/* --- in the reader --- */

static bool answer(int socket, int fd, int err)
{
	union control control = { 0 };
	struct iovec data = { &err, sizeof(err) };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1 };

	if (fd >= 0) {
		message.msg_control = control.room;
		message.msg_controllen = sizeof(control.room);
		control.head.cmsg_len = CMSG_LEN(sizeof(fd));
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
	}
	return sendmsg(socket, &message, MSG_NOSIGNAL) == sizeof(err);
}

static void __attribute__((noreturn)) serve(int socket)
{
	bool asked = true;
	char request;

	/* Ctrl-C at the terminal is for the other one. */
	setsid();
	/* It keeps no output of this command open, and has no folder in use. */
	if (dup2(socket, STDIN_FILENO) < 0 || syscall(SYS_close_range, 1, ~0U, 0) || chdir("/"))
		_exit(STATUS_FAILED);
	while (asked && recv(STDIN_FILENO, &request, 1, 0) == 1) {
		int fd = open(LIVE_ROOT "/" SNAPSHOT_FILE, O_RDONLY | O_CLOEXEC);

		asked = answer(STDIN_FILENO, fd, fd < 0 ? errno : 0);
		if (fd >= 0)
			close(fd);
	}
	_exit(STATUS_OK);
}

/* --- in the process that gives up root --- */

void reader_start(void)
{
	int end[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, end))
		die("cannot start a reader: %s", strerror(errno));
	pid = fork();
	if (pid < 0)
		die("cannot start a reader: %s", strerror(errno));
	if (!pid)
		serve(end[1]);
	close(end[1]);
	reader = end[0];
}

bool reader_is_on(void)
{
	return reader >= 0;
}

/* Send @request, and get the answer's errno and file descriptor. Return false on an error. */
static bool ask(int *err, int *fd)
{
	union control control = { 0 };
	struct iovec data = { err, sizeof(*err) };
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1,
		.msg_control = control.room, .msg_controllen = sizeof(control.room),
	};
	ssize_t n;

	if (send(reader, "", 1, MSG_NOSIGNAL) != 1)
		return false;
	do {
		n = recvmsg(reader, &message, MSG_CMSG_CLOEXEC);
	} while (n < 0 && errno == EINTR);
	if (n != sizeof(*err))
		return false;
	if (!*err && CMSG_FIRSTHDR(&message))
		memcpy(fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(*fd));
	return true;
}

int reader_open(void)
{
	int fd = -1, err = 0;

	if (!ask(&err, &fd))
		die("the process that reads as root has gone");
	errno = err;
	return fd;
}
