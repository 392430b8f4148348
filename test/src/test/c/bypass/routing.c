/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A socket for the allowed destination whose packets go to the forbidden one first: by
 * a routing header (RFC 8200 and, type 4, RFC 8754) or a source route (RFC 791).
 */
#include "attempt.h"
#include <netinet/ip.h>

struct routing_header {
	unsigned char next, length, type, left;
	unsigned char last, flags, tag[2]; /* type 4; elsewhere reserved */
	struct in6_addr segments[2];	   /* type 4: the last comes first */
} __attribute__((packed));

struct source_route {
	unsigned char type, length, pointer;
	struct in_addr hop;
	unsigned char end;
} __attribute__((packed));

static struct attempt attempt;

static struct in6_addr address6(const struct end *end)
{
	return ((const struct sockaddr_in6 *)&end->address)->sin6_addr;
}

static struct routing_header routing_header(int type)
{
	struct routing_header header = {.type = type, .left = 1};

	if (type == 4) {
		header.length = 4;
		header.last = 1;
		header.segments[0] = address6(&attempt.allowed);
		header.segments[1] = address6(&attempt.forbidden);
	} else {
		header.length = 2;
		header.segments[0] = address6(&attempt.forbidden);
	}
	return header;
}

/* A loose one; the hop after the forbidden one is the allowed destination. */
static struct source_route source_route(void)
{
	struct source_route route = {
		.type = IPOPT_LSRR, .length = 3 + sizeof(struct in_addr), .pointer = 4};

	route.hop = ((struct sockaddr_in *)&attempt.forbidden.address)->sin_addr;
	return route;
}

/* The length that the kernel is told: what the header says, or all. */
static size_t length_of(const struct routing_header *header)
{
	return (header->length + 1) * 8;
}

static void set_on_socket(int fd, const char *kind)
{
	if (family_of(&attempt.allowed) == AF_INET6) {
		struct routing_header header = routing_header(atoi(kind));

		set_option(fd, IPPROTO_IPV6, IPV6_RTHDR, &header, length_of(&header));
	} else {
		struct source_route route = source_route();

		set_option(fd, IPPROTO_IP, IP_OPTIONS, &route, route.length + 1);
	}
}

/* A connection keeps its route, which a change of the type of service makes it ask for anew. */
static void forget_route(int fd)
{
	if (family_of(&attempt.allowed) == AF_INET)
		set_number(fd, IPPROTO_IP, IP_TOS, IPTOS_LOWDELAY);
}

static void send_with_data(int fd, const char *kind)
{
	struct token_message message;

	token_message(&message, &attempt, &attempt.allowed);
	if (family_of(&attempt.allowed) == AF_INET6) {
		struct routing_header header = routing_header(atoi(kind));

		attach(&message, IPPROTO_IPV6, IPV6_RTHDR, &header, length_of(&header));
	} else {
		struct source_route route = source_route();

		attach(&message, IPPROTO_IP, IP_RETOPTS, &route, route.length + 1);
	}
	if (sendmsg(fd, &message.header, 0) < 0) {
		if (errno == EINVAL) /* kernels take only some types with data */
			unsupported("sendmsg");
		fail("sendmsg");
	}
}

/* The option may come before the connection, after it, or with a datagram. */
int main(int argc, char **argv)
{
	const char *arguments = "tcp|tcp-later|udp|udp-connected|udp-data 2|4|loose " TARGETS;

	attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1], *kind = argv[2];
	bool stream = !strncmp(variant, "tcp", 3);
	int fd = new_socket(&attempt.allowed, stream ? SOCK_STREAM : SOCK_DGRAM, 0);

	if (!strcmp(variant, "tcp")) {
		set_on_socket(fd, kind);
		connect_and_talk(fd, &attempt, &attempt.allowed);
	} else if (!strcmp(variant, "tcp-later")) {
		must_connect(fd, &attempt.allowed);
		set_on_socket(fd, kind);
		forget_route(fd);
		send_token(fd, &attempt);
	} else if (!strcmp(variant, "udp")) {
		set_on_socket(fd, kind);
		send_token_to(fd, &attempt, &attempt.allowed);
	} else if (!strcmp(variant, "udp-connected")) {
		must_connect(fd, &attempt.allowed);
		set_on_socket(fd, kind);
		send_token(fd, &attempt);
	} else {
		usage(!strcmp(variant, "udp-data"), arguments);
		send_with_data(fd, kind);
	}
	return 0;
}
