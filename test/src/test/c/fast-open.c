/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TCP fast open: CONNECTIONS one after the other, each of BYTES that go out with the
 * SYN if the kernel has the server's cookie. HOW: by sendto with MSG_FASTOPEN, or by
 * connect and send on a socket with TCP_FASTOPEN_CONNECT. Says of each: whether the
 * server took data from the SYN, how much was sent and received.
 */
#include "tester.h"
#include <linux/tcp.h>

int main(int argc, char **argv)
{
	usage(argc == 6, "sendto|option ADDRESS PORT CONNECTIONS BYTES");
	struct end to = end_of(argv[2], argv[3]);
	static char payload[1 << 16];
	size_t bytes = atoi(argv[5]);

	for (int i = 0; i < atoi(argv[4]); i++) {
		int fd = new_socket(&to, SOCK_STREAM, 0), on = 1;
		struct tcp_info info = {0};
		socklen_t length = sizeof(info);
		long sent, received;

		if (!strcmp(argv[1], "sendto")) {
			sent = must("sendto", sendto(fd, payload, bytes, MSG_FASTOPEN,
						     address_of(&to), to.length));
		} else {
			must("TCP_FASTOPEN_CONNECT",
			     setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof(on)));
			must_connect(fd, &to);
			sent = must("send", send(fd, payload, bytes, 0));
		}
		must("shutdown", shutdown(fd, SHUT_WR));
		received = read_all(fd);
		must("TCP_INFO", getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length));
		printf("%d %ld %ld\n", !!(info.tcpi_options & TCPI_OPT_SYN_DATA), sent, received);
		close(fd);
	}
	return 0;
}
