/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has a local socket believe that the forbidden destination spoke first, by sending to
 * it from that address over loopback, and answers there. A foreign address can be
 * bound with IPV6_FREEBIND by everybody, and with IP_TRANSPARENT by who has NET_RAW.
 */
#include "attempt.h"

#define FREE_BIND_V6 78 /* IPV6_FREEBIND */

static struct attempt attempt;

static int foreign_socket(int type)
{
	int fd = new_socket(&attempt.forbidden, type, 0);

	if (family_of(&attempt.forbidden) == AF_INET6)
		set_number(fd, IPPROTO_IPV6, FREE_BIND_V6, 1);
	else
		set_number(fd, IPPROTO_IP, IP_TRANSPARENT, 1);
	must("bind", bind(fd, address_of(&attempt.forbidden), attempt.forbidden.length));
	return fd;
}

static int local_socket(int type, struct end *loopback)
{
	bool v4 = family_of(&attempt.forbidden) == AF_INET;
	struct end any = end_of(v4 ? "0.0.0.0" : "::", "0");
	int fd = new_socket(&attempt.forbidden, type, 0);
	char port[16];

	must("bind", bind(fd, address_of(&any), any.length));
	snprintf(port, sizeof(port), "%d", local_port(fd));
	*loopback = end_of(v4 ? "127.0.0.1" : "::1", port);
	return fd;
}

int main(int argc, char **argv)
{
	const char *arguments = "udp|tcp " TARGETS;
	struct end loopback;
	char heard[8];
	int fd;

	attempt = attempt_of(argc, argv, 1, arguments);
	if (!strcmp(argv[1], "tcp")) {
		fd = local_socket(SOCK_STREAM, &loopback);
		must("listen", listen(fd, 1));
		must_connect(foreign_socket(SOCK_STREAM), &loopback);
		return 0;
	}
	usage(!strcmp(argv[1], "udp"), arguments);
	fd = local_socket(SOCK_DGRAM, &loopback);
	must("sending to oneself",
	     sendto(foreign_socket(SOCK_DGRAM), "", 1, 0, address_of(&loopback), loopback.length));
	must("recv", recv(fd, heard, sizeof(heard), 0));
	send_token_to(fd, &attempt, &attempt.forbidden);
	return 0;
}
