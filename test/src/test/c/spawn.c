/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COUNT processes at once, each an execution of this file that connects a datagram
 * socket and ends there and then. Says the pid of each that ended well.
 */
#include "tester.h"
#include <sys/wait.h>

static int connect_and_end(const char *address, const char *port)
{
	struct end to = end_of(address, port);
	int fd = socket(family_of(&to), SOCK_DGRAM, 0);

	_exit(connect(fd, address_of(&to), to.length) ? 1 : 0);
}

int main(int argc, char **argv)
{
	if (argc == 3)
		connect_and_end(argv[1], argv[2]);
	usage(argc == 4, "ADDRESS PORT COUNT");
	for (int i = 0; i < atoi(argv[3]); i++) {
		if (!must("fork", fork())) {
			execl("/proc/self/exe", argv[0], argv[1], argv[2], (char *)NULL);
			_exit(127);
		}
	}
	for (int i = 0; i < atoi(argv[3]); i++) {
		int status, child = must("wait", wait(&status));

		if (status) {
			printf("process %d: status %d\n", child, status);
			return 1;
		}
		printf("%d\n", child);
	}
	return 0;
}
