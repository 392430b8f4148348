/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UDP-Lite (RFC 3828) to a server of its own at LISTEN: one datagram of four bytes to
 * ADDRESS, connected or not. Says the server's port and how much arrived there.
 */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 4, "connect|sendto LISTEN ADDRESS");
	struct end at = end_of(argv[2], "0"), to;
	int server = new_socket(&at, SOCK_DGRAM, IPPROTO_UDPLITE), client;
	char port[8], datagram[16];

	must("bind", bind(server, address_of(&at), at.length));
	snprintf(port, sizeof(port), "%d", local_port(server));
	to = end_of(argv[3], port);
	client = new_socket(&to, SOCK_DGRAM, IPPROTO_UDPLITE);
	if (!strcmp(argv[1], "connect")) {
		must_connect(client, &to);
		must("send", send(client, "four", 4, 0));
	} else {
		must("sendto", sendto(client, "four", 4, 0, address_of(&to), to.length));
	}
	printf("%s\n%ld\n", port, must("recv", recv(server, datagram, sizeof(datagram), 0)));
	return 0;
}
