/* SPDX-License-Identifier: Apache-2.0 */
/* Packets from raw sockets, for which nobody connects. */
#include "packet.h"
#include "../uring.h"

static struct attempt attempt;

/* Raw sockets of version 6 take no port. */
static struct end without_port(struct end end)
{
	((struct sockaddr_in *)&end.address)->sin_port = 0;
	return end;
}

static void send_packet(int fd, const char *packet, size_t length, struct end to)
{
	struct end bare = without_port(to);

	must("sendto", sendto(fd, packet, length, 0, address_of(&bare), bare.length));
}

static int whole_packets(void)
{
	bool v4 = family_of(&attempt.forbidden) == AF_INET;

	return must("socket",
		    socket(v4 ? AF_INET : AF_INET6, SOCK_RAW, v4 ? IPPROTO_RAW : IPPROTO_RAW));
}

/* The address is the allowed one, the header is not. */
static void send_disguised(int fd)
{
	char packet[PACKET_BYTES];

	send_packet(fd, packet, datagram(packet, &attempt, &attempt.forbidden), attempt.allowed);
}

static void send_connected(int fd, const char *packet, size_t length)
{
	struct end to = without_port(attempt.forbidden);

	must_connect(fd, &to);
	must("send", send(fd, packet, length, 0));
}

static void send_by_ring(int fd, const char *packet, size_t length)
{
	struct ring ring = ring_open(mode_of("direct"));
	struct io_uring_sqe *sqe = ring_add(&ring, IORING_OP_SENDMSG, fd, 0);
	struct end to = without_port(attempt.forbidden);
	struct iovec vector = {.iov_base = (char *)packet, .iov_len = length};
	struct msghdr message = {.msg_name = address_of(&to),
				 .msg_namelen = to.length,
				 .msg_iov = &vector,
				 .msg_iovlen = 1};

	sqe->addr = (__u64)&message;
	sqe->len = 1;
	ring_submit(&ring);
	ring_result(&ring, "sendmsg");
}

/* A protocol of one's own: the kernel writes the header. */
static void send_protocol(int protocol)
{
	int fd = must("socket", socket(family_of(&attempt.forbidden), SOCK_RAW, protocol));

	send_packet(fd, attempt.token, attempt.length, attempt.forbidden);
}

int main(int argc, char **argv)
{
	const char *arguments = "udp|syn|connected|disguised|ring|protocol NUMBER " TARGETS;
	char packet[PACKET_BYTES];
	size_t length;

	attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1];

	if (!strcmp(variant, "protocol")) {
		send_protocol(atoi(argv[2]));
		return 0;
	}
	int fd = whole_packets();

	length = strcmp(variant, "syn") ? datagram(packet, &attempt, &attempt.forbidden)
					: opening(packet, &attempt, &attempt.forbidden);
	if (!strcmp(variant, "disguised")) {
		send_disguised(fd);
	} else if (!strcmp(variant, "connected")) {
		send_connected(fd, packet, length);
	} else if (!strcmp(variant, "ring")) {
		send_by_ring(fd, packet, length);
	} else {
		usage(!strcmp(variant, "udp") || !strcmp(variant, "syn"), arguments);
		send_packet(fd, packet, length, attempt.forbidden);
	}
	return 0;
}
