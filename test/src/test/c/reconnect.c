/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One socket, several destinations in turn: sends BYTES to each, reads what the
 * server has to say and turns away by connecting to AF_UNSPEC. Says what it sent to
 * and received from each.
 */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc > 4 && argc % 3 == 2, "stream|datagram (ADDRESS PORT BYTES)...");
	bool stream = !strcmp(argv[1], "stream");
	struct end first = end_of(argv[2], argv[3]);
	int fd = new_socket(&first, stream ? SOCK_STREAM : SOCK_DGRAM, 0);
	struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
	static char answer[1 << 16];

	for (char **next = argv + 2; *next; next += 3) {
		struct end to = end_of(next[0], next[1]);
		long sent, received;

		must_connect(fd, &to);
		sent = send_all(fd, atol(next[2]), 0);
		if (stream) {
			must("shutdown", shutdown(fd, SHUT_WR));
			received = read_all(fd);
		} else {
			received = must("recv", recv(fd, answer, sizeof(answer), 0));
		}
		must("AF_UNSPEC", connect(fd, &nowhere, sizeof(nowhere)));
		printf("%ld %ld\n", sent, received);
	}
	return 0;
}
