// SPDX-License-Identifier: Apache-2.0
/* connects OPERATION COUNT PORT [ADDRESS]: opens connections, or sends datagrams without opening
 * any. */
#include "loopback.h"
#include "measure.h"
#include <unistd.h>

/* One address has ports for 28,000 connections a minute, the time that each stays in TIME_WAIT. */
#define TCP_ADDRESSES 64

static void open_and_close(int type, struct sockaddr_in peer)
{
	int fd = must(socket(AF_INET, type, 0), "socket");

	must(connect(fd, (struct sockaddr *)&peer, sizeof(peer)), "connect");
	close(fd);
}

static void send_to(int fd, struct sockaddr_in peer)
{
	must(sendto(fd, "x", 1, 0, (struct sockaddr *)&peer, sizeof(peer)), "sendto");
}

int main(int argc, char **argv)
{
	if (argc != 4 && argc != 5) {
		fprintf(stderr,
			"usage: connects tcp|udp|sendto-one|sendto-new COUNT PORT [ADDRESS]\n");
		return 2;
	}
	const char *operation = argv[1];
	long count = number(argv[2]);
	unsigned short port = number(argv[3]);

	if (argc == 5)
		begin_at(argv[4]);
	int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");
	struct start start = begin();

	if (!strcmp(operation, "tcp")) {
		for (long i = 0; i < count; i++)
			open_and_close(SOCK_STREAM, loopback(i % TCP_ADDRESSES, port));
	} else if (!strcmp(operation, "udp")) {
		for (long i = 0; i < count; i++)
			open_and_close(SOCK_DGRAM, loopback(0, port));
	} else if (!strcmp(operation, "sendto-one")) {
		for (long i = 0; i < count; i++)
			send_to(fd, loopback(0, port));
	} else if (!strcmp(operation, "sendto-new")) {
		for (long i = 0; i < count; i++)
			send_to(fd, loopback(i, port));
	} else {
		fprintf(stderr, "no operation '%s'\n", operation);
		return 2;
	}
	end(start, count);
	return 0;
}
