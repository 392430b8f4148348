/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A TCP or MPTCP server, one connection after the other: reads to the end, sends
 * BYTES, closes. Says its port; then, for each, the client's port and how much it
 * received and sent.
 */
#include "tester.h"
#include <netinet/tcp.h>

int main(int argc, char **argv)
{
	usage(argc == 5, "PROTOCOL ADDRESS CONNECTIONS BYTES");
	struct end at = end_of(argv[2], "0");
	int fd = new_socket(&at, SOCK_STREAM, atoi(argv[1]));
	int pending = 16;

	if (!atoi(argv[1])) /* takes effect where net.ipv4.tcp_fastopen allows it */
		must("TCP_FASTOPEN",
		     setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN, &pending, sizeof(pending)));
	must("bind", bind(fd, address_of(&at), at.length));
	must("listen", listen(fd, 64));
	setlinebuf(stdout);
	printf("%d\n", local_port(fd));
	for (int i = 0; i < atoi(argv[3]); i++) {
		struct sockaddr_storage client;
		socklen_t length = sizeof(client);
		int peer = must("accept", accept(fd, (struct sockaddr *)&client, &length));
		long received = read_all(peer), sent = send_all(peer, atol(argv[4]), 0);

		close(peer);
		printf("%d %ld %ld\n", port_of(&client), received, sent);
	}
	return 0;
}
