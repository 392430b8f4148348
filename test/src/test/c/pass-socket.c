/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A parent makes a socket and passes it to its child, which connects it. Says
 * the pids of both.
 */
#include "pass.h"
#include <sys/wait.h>

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
