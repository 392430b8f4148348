/* SPDX-License-Identifier: Apache-2.0 */
/* An echo request from a socket that needs no capability, with the token as its data. */
#include "attempt.h"
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

int main(int argc, char **argv)
{
	const char *arguments = "sendto|connected " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 1, arguments);
	bool v4 = family_of(&attempt.forbidden) == AF_INET;
	int fd = known_socket(v4 ? AF_INET : AF_INET6, SOCK_DGRAM,
			      v4 ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6);
	char request[128] = {v4 ? ICMP_ECHO : ICMP6_ECHO_REQUEST};
	size_t length = sizeof(struct icmphdr) + attempt.length;

	memcpy(request + sizeof(struct icmphdr), attempt.token, attempt.length);
	if (!strcmp(argv[1], "connected")) {
		must_connect(fd, &attempt.forbidden);
		must("send", send(fd, request, length, 0));
	} else {
		usage(!strcmp(argv[1], "sendto"), arguments);
		must("sendto", sendto(fd, request, length, 0, address_of(&attempt.forbidden),
				      attempt.forbidden.length));
	}
	return 0;
}
