/* SPDX-License-Identifier: Apache-2.0 */
/* A datagram socket that was for the allowed destination is used for the forbidden one. */
#include "attempt.h"
#include <netinet/udp.h>

static struct attempt attempt;

static void dissolve(int fd)
{
	struct sockaddr nobody = {.sa_family = AF_UNSPEC};

	must("dissolving", connect(fd, &nobody, sizeof(nobody)));
}

/* What is kept back for one destination goes to the one that is connected meanwhile. */
static void uncork_elsewhere(int fd)
{
	set_number(fd, IPPROTO_UDP, UDP_CORK, 1);
	sendto(fd, attempt.token, attempt.length, 0, address_of(&attempt.allowed),
	       attempt.allowed.length);
	connect(fd, address_of(&attempt.forbidden), attempt.forbidden.length);
	send(fd, attempt.token, attempt.length, 0);
	set_number(fd, IPPROTO_UDP, UDP_CORK, 0);
}

/* The packet is begun for the forbidden destination; allowed data finishes it. */
static void finish_begun(int fd)
{
	sendto(fd, attempt.token, attempt.length, MSG_MORE, address_of(&attempt.forbidden),
	       attempt.forbidden.length);
	send_token_to(fd, &attempt, &attempt.allowed);
}

/* A socket of version 6, and an address of version 4. */
static void send_v4_on_v6(const char *address, int port)
{
	char text[8];
	struct end v4;
	int fd = must("socket", socket(AF_INET6, SOCK_DGRAM, 0));

	snprintf(text, sizeof(text), "%d", port);
	v4 = end_of(address, text);
	send_token_to(fd, &attempt, &v4);
}

int main(int argc, char **argv)
{
	const char *arguments = "elsewhere|dissolved|reconnected|begun|cork|v4-on-v6 " TARGETS;
	int fd;

	attempt = attempt_of(argc, argv, 1, arguments);
	const char *variant = argv[1];

	if (!strcmp(variant, "v4-on-v6")) {
		send_v4_on_v6(argv[2], port_of(&attempt.forbidden.address));
		return 0;
	}
	fd = new_socket(&attempt.forbidden, SOCK_DGRAM, 0);
	if (!strcmp(variant, "begun")) {
		finish_begun(fd);
	} else if (!strcmp(variant, "cork")) {
		uncork_elsewhere(fd);
	} else {
		connect(fd, address_of(&attempt.allowed), attempt.allowed.length);
		if (!strcmp(variant, "elsewhere")) {
			send_token_to(fd, &attempt, &attempt.forbidden);
			return 0;
		}
		if (!strcmp(variant, "dissolved"))
			dissolve(fd);
		else
			usage(!strcmp(variant, "reconnected"), arguments);
		must_connect(fd, &attempt.forbidden);
		send_token(fd, &attempt);
	}
	return 0;
}
