/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A parent makes a socket and passes it to its child, which connects it. Says the
 * pids of both.
 */
#include "tester.h"
#include <sys/wait.h>

union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

static void pass(int channel, int fd)
{
	union control control = {0};
	struct iovec vector = {.iov_base = "", .iov_len = 1};
	struct msghdr message = {.msg_iov = &vector,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	must("sendmsg", sendmsg(channel, &message, 0));
}

static int take(int channel)
{
	union control control;
	char byte;
	struct iovec vector = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {.msg_iov = &vector,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	int fd;

	must("recvmsg", recvmsg(channel, &message, 0));
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return fd;
}

int main(int argc, char **argv)
{
	usage(argc == 3, "ADDRESS PORT");
	struct end to = end_of(argv[1], argv[2]);
	int channel[2], status, child, fd;

	must("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	child = must("fork", fork());
	if (!child) {
		fd = take(channel[1]);
		must_connect(fd, &to);
		await_greeting(fd);
		_exit(0);
	}
	fd = new_socket(&to, SOCK_STREAM, 0);
	pass(channel[0], fd);
	must("wait", waitpid(child, &status, 0));
	printf("%d\n%d\n", getpid(), child);
	return status ? 1 : 0;
}
