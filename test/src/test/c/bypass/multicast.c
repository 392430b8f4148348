/* SPDX-License-Identifier: Apache-2.0 */
/* Reaches everybody at once: a datagram to a group or to all, or a report of membership. */
#include "attempt.h"

static void join(const struct end *group)
{
	int fd = new_socket(group, SOCK_DGRAM, 0);

	if (family_of(group) == AF_INET) {
		struct ip_mreqn request = {
			.imr_multiaddr = ((struct sockaddr_in *)&group->address)->sin_addr,
			.imr_ifindex = if_nametoindex(INTERFACE)};

		set_option(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request));
	} else {
		struct ipv6_mreq request = {
			.ipv6mr_multiaddr = ((struct sockaddr_in6 *)&group->address)->sin6_addr,
			.ipv6mr_interface = if_nametoindex(INTERFACE)};

		set_option(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof(request));
	}
}

int main(int argc, char **argv)
{
	const char *arguments = "send|broadcast|join GROUP " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	struct end group = end_of(argv[2], "443");
	int fd;

	if (!strcmp(argv[1], "join")) {
		join(&group);
		return 0;
	}
	fd = new_socket(&group, SOCK_DGRAM, 0);
	if (!strcmp(argv[1], "broadcast"))
		set_number(fd, SOL_SOCKET, SO_BROADCAST, 1);
	else
		usage(!strcmp(argv[1], "send"), arguments);
	send_token_to(fd, &attempt, &group);
	return 0;
}
