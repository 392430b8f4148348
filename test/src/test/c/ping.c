/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An echo request and its answer by a ping socket, which needs no privilege where
 * net.ipv4.ping_group_range allows it; connected or not. Says the answer's size.
 */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 3, "connect|sendto ADDRESS");
	struct end to = end_of(argv[2], "0");
	bool v4 = family_of(&to) == AF_INET;
	int fd = new_socket(&to, SOCK_DGRAM, v4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	char request[12] = {v4 ? 8 : (char)128}, answer[64];

	if (!strcmp(argv[1], "connect")) {
		must_connect(fd, &to);
		must("send", send(fd, request, sizeof(request), 0));
	} else {
		must("sendto", sendto(fd, request, sizeof(request), 0, address_of(&to), to.length));
	}
	printf("%ld\n", must("recv", recv(fd, answer, sizeof(answer), 0)));
	return 0;
}
