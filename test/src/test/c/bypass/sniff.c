/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tells of every frame on an interface: "in" or "out" and the frame's first bytes in
 * hexadecimal digits. Ends with its standard input, or when it lost a frame.
 */
#include "../tester.h"
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>

enum { TOLD_BYTES = 512, ROOM_BYTES = 64 << 20 };

static int open_tap(const char *interface)
{
	struct sockaddr_ll place = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
	int fd = must("packet socket", socket(AF_PACKET, SOCK_RAW, 0)), room = ROOM_BYTES;

	must("SO_RCVBUFFORCE", setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)));
	place.sll_ifindex = if_nametoindex(interface);
	must("bind", bind(fd, (struct sockaddr *)&place, sizeof(place)));
	return fd;
}

static void tell(const unsigned char *frame, size_t length, bool outgoing)
{
	static const char digits[] = "0123456789abcdef";
	char line[2 * TOLD_BYTES + 8];
	char *end = line + sprintf(line, outgoing ? "out " : "in ");

	for (size_t i = 0; i < length; i++) {
		*end++ = digits[frame[i] >> 4];
		*end++ = digits[frame[i] & 15];
	}
	*end = 0;
	puts(line);
}

static bool tell_next(int fd)
{
	unsigned char frame[TOLD_BYTES];
	struct sockaddr_ll from;
	socklen_t length = sizeof(from);
	ssize_t got =
		recvfrom(fd, frame, sizeof(frame), MSG_DONTWAIT, (struct sockaddr *)&from, &length);

	if (got < 0)
		return false;
	tell(frame, got, from.sll_pkttype == PACKET_OUTGOING);
	return true;
}

static void require_all(int fd)
{
	struct tpacket_stats counts;
	socklen_t length = sizeof(counts);

	must("PACKET_STATISTICS", getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &counts, &length));
	if (counts.tp_drops) {
		printf("lost %u frames\n", counts.tp_drops);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	usage(argc == 2, "INTERFACE");
	int fd = open_tap(argv[1]);
	struct pollfd ends[] = {{.fd = fd, .events = POLLIN}, {.fd = 0, .events = POLLIN}};

	printf("ready\n");
	for (;;) {
		while (tell_next(fd))
			;
		require_all(fd);
		fflush(stdout);
		must("poll", poll(ends, 2, -1));
		if (ends[1].revents)
			return 0;
	}
}
