/* SPDX-License-Identifier: Apache-2.0 */
/* One datagram, sent in each way there is. */
#include "attempt.h"
#include <netinet/udp.h>

#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY 60
#endif
#ifndef MSG_ZEROCOPY
#define MSG_ZEROCOPY 0x4000000
#endif

static struct attempt attempt;

static void send_message(int fd, int flags)
{
	struct token_message message;

	token_message(&message, &attempt, &attempt.forbidden);
	must("sendmsg", sendmsg(fd, &message.header, flags));
}

/* The forbidden destination hides behind the allowed one. */
static void send_both(int fd)
{
	struct token_message messages[2];
	struct mmsghdr both[2];

	token_message(&messages[0], &attempt, &attempt.allowed);
	token_message(&messages[1], &attempt, &attempt.forbidden);
	both[0].msg_hdr = messages[0].header;
	both[1].msg_hdr = messages[1].header;
	if (must("sendmmsg", sendmmsg(fd, both, 2, 0)) == 2)
		return;
	must("sendmmsg", sendmmsg(fd, both + 1, 1, 0));
}

/* With the interface, and so the source, named in ancillary data. */
static void send_from_interface(int fd)
{
	struct token_message message;
	struct in_pktinfo v4 = {.ipi_ifindex = if_nametoindex(INTERFACE)};
	struct in6_pktinfo v6 = {.ipi6_ifindex = if_nametoindex(INTERFACE)};

	token_message(&message, &attempt, &attempt.forbidden);
	if (family_of(&attempt.forbidden) == AF_INET)
		attach(&message, IPPROTO_IP, IP_PKTINFO, &v4, sizeof(v4));
	else
		attach(&message, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
	must("sendmsg", sendmsg(fd, &message.header, 0));
}

/* Several datagrams in one call, cut by the kernel. */
static void send_segments(int fd)
{
	set_number(fd, IPPROTO_UDP, UDP_SEGMENT, 4);
	send_token_to(fd, &attempt, &attempt.forbidden);
}

static void write_connected(int fd)
{
	struct iovec vector = {.iov_base = attempt.token, .iov_len = attempt.length};

	must_connect(fd, &attempt.forbidden);
	must("writev", writev(fd, &vector, 1));
}

int main(int argc, char **argv)
{
	const char *arguments =
		"sendto|sendmsg|sendmmsg|connected|connected-sendto|interface|device|segments|"
		"zero-copy|confirm PROTOCOL " TARGETS;
	int fd;

	attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1];

	fd = known_socket(family_of(&attempt.forbidden), SOCK_DGRAM, atoi(argv[2]));
	if (!strcmp(variant, "sendto")) {
		send_token_to(fd, &attempt, &attempt.forbidden);
	} else if (!strcmp(variant, "sendmsg")) {
		send_message(fd, 0);
	} else if (!strcmp(variant, "sendmmsg")) {
		send_both(fd);
	} else if (!strcmp(variant, "connected")) {
		write_connected(fd);
	} else if (!strcmp(variant, "connected-sendto")) {
		must_connect(fd, &attempt.forbidden);
		send_token_to(fd, &attempt, &attempt.forbidden);
	} else if (!strcmp(variant, "interface")) {
		send_from_interface(fd);
	} else if (!strcmp(variant, "device")) {
		set_option(fd, SOL_SOCKET, SO_BINDTODEVICE, INTERFACE, sizeof(INTERFACE));
		send_token_to(fd, &attempt, &attempt.forbidden);
	} else if (!strcmp(variant, "segments")) {
		send_segments(fd);
	} else if (!strcmp(variant, "zero-copy")) {
		set_number(fd, SOL_SOCKET, SO_ZEROCOPY, 1);
		send_message(fd, MSG_ZEROCOPY);
	} else {
		usage(!strcmp(variant, "confirm"), arguments);
		send_message(fd, MSG_CONFIRM);
	}
	return 0;
}
