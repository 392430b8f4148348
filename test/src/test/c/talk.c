/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A TCP or MPTCP client: connects, sends a byte (before an answer to one the kernel
 * opens no subflows), waits until there are SUBFLOWS besides the first, sends the rest
 * of BYTES, ends its half, reads to the end. Says its pid, whether MPTCP was spoken,
 * and how much it sent and received.
 */
#include "tester.h"
#include <poll.h>

#define LEVEL_MPTCP 284
#define OPTION_MPTCP_INFO 1

/* Subflows besides the first; -1 on a connection that fell back to TCP, which has no such number.
 */
static int subflows(int fd)
{
	unsigned char info[256] = {0}; /* struct mptcp_info, which begins with it */
	socklen_t length = sizeof(info);

	return getsockopt(fd, LEVEL_MPTCP, OPTION_MPTCP_INFO, info, &length) ? -1 : info[0];
}

static void await_subflows(int fd, int wanted)
{
	for (int tries = 0; wanted && subflows(fd) < wanted; tries++) {
		if (tries == 30000) {
			printf("subflows: %d\n", subflows(fd));
			exit(1);
		}
		poll(NULL, 0, 1);
	}
}

int main(int argc, char **argv)
{
	usage(argc == 6, "PROTOCOL ADDRESS PORT BYTES SUBFLOWS");
	struct end to = end_of(argv[2], argv[3]);
	int fd = new_socket(&to, SOCK_STREAM, atoi(argv[1]));
	long sent, received;
	bool mptcp;

	must_connect(fd, &to);
	sent = send_all(fd, 1, 0);
	await_subflows(fd, atoi(argv[5]));
	mptcp = atoi(argv[1]) && subflows(fd) >= 0;
	sent += send_all(fd, atol(argv[4]) - 1, 0);
	must("shutdown", shutdown(fd, SHUT_WR));
	received = read_all(fd);
	printf("%d %d %ld %ld\n", getpid(), mptcp, sent, received);
	return 0;
}
