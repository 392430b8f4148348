/* SPDX-License-Identifier: Apache-2.0 */
/* One connection, from a socket that something was set on first. */
#include "attempt.h"
#include <fcntl.h>
#include <linux/tcp.h>

#define FLOW_LABEL 0x0abcd

static void bind_any_port(int fd, const struct end *to)
{
	struct end here = end_of(family_of(to) == AF_INET ? "0.0.0.0" : "::", "0");

	must("bind", bind(fd, address_of(&here), here.length));
}

/* From an address of somebody else. */
static void bind_foreign(int fd, const struct end *to)
{
	struct end other = end_of(family_of(to) == AF_INET ? "198.18.0.1" : "2001:db8:3::1", "0");

	if (family_of(to) == AF_INET)
		set_number(fd, IPPROTO_IP, IP_TRANSPARENT, 1);
	else
		set_number(fd, IPPROTO_IPV6, IPV6_TRANSPARENT, 1);
	must("bind", bind(fd, address_of(&other), other.length));
}

static void bind_interface(int fd)
{
	set_option(fd, SOL_SOCKET, SO_BINDTODEVICE, INTERFACE, sizeof(INTERFACE));
}

static void ask_flow_label(int fd, struct end *to)
{
	set_number(fd, IPPROTO_IPV6, 33 /* IPV6_FLOWINFO_SEND */, 1);
	((struct sockaddr_in6 *)&to->address)->sin6_flowinfo = htonl(FLOW_LABEL);
}

/* A socket that is made to believe it has a connection. */
static void repair(int fd, struct attempt *attempt)
{
	set_number(fd, IPPROTO_TCP, TCP_REPAIR, 1);
	bind_any_port(fd, &attempt->forbidden);
	must_connect(fd, &attempt->forbidden);
	set_number(fd, IPPROTO_TCP, TCP_REPAIR, 0);
	send_token(fd, attempt);
	exit(0);
}

static void connect_later(int fd, struct attempt *attempt)
{
	struct pollfd done = {.fd = fd, .events = POLLOUT};

	must("fcntl", fcntl(fd, F_SETFL, O_NONBLOCK));
	if (connect(fd, address_of(&attempt->forbidden), attempt->forbidden.length) &&
	    errno != EINPROGRESS)
		fail("connect");
	must("poll", poll(&done, 1, -1));
	must("fcntl", fcntl(fd, F_SETFL, 0));
}

int main(int argc, char **argv)
{
	const char *arguments =
		"plain|nonblocking|bound|device|foreign|label|repair PROTOCOL " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1];
	int fd = known_socket(family_of(&attempt.forbidden), SOCK_STREAM, atoi(argv[2]));

	if (!strcmp(variant, "nonblocking"))
		connect_later(fd, &attempt);
	else if (!strcmp(variant, "bound"))
		bind_any_port(fd, &attempt.forbidden);
	else if (!strcmp(variant, "device"))
		bind_interface(fd);
	else if (!strcmp(variant, "foreign"))
		bind_foreign(fd, &attempt.forbidden);
	else if (!strcmp(variant, "label"))
		ask_flow_label(fd, &attempt.forbidden);
	else if (!strcmp(variant, "repair"))
		repair(fd, &attempt);
	else
		usage(!strcmp(variant, "plain"), arguments);
	if (!strcmp(variant, "nonblocking")) {
		send_token(fd, &attempt);
		await_greeting(fd);
	} else {
		connect_and_talk(fd, &attempt, &attempt.forbidden);
	}
	return 0;
}
