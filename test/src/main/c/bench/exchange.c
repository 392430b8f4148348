// SPDX-License-Identifier: Apache-2.0
/*
 * exchange OPERATION COUNT PORT [ADDRESS]: data over one socket. An operation is a request
 * and its response of 100 bytes each, 64 KiB written to TCP, or a datagram.
 */
#include "loopback.h"
#include "measure.h"

#define MESSAGE 100
#define CHUNK (64 << 10)
#define DATAGRAM 1200

static char data[CHUNK];

static int connected(int type, unsigned short port)
{
	struct sockaddr_in peer = loopback(0, port);
	int fd = must(socket(AF_INET, type, 0), "socket");

	must(connect(fd, (struct sockaddr *)&peer, sizeof(peer)), "connect");
	return fd;
}

static void send_all(int fd, long bytes)
{
	while (bytes > 0)
		bytes -= must(send(fd, data, bytes, MSG_NOSIGNAL), "send");
}

static void request_and_response(int fd)
{
	send_all(fd, MESSAGE);
	if (must(recv(fd, data, MESSAGE, MSG_WAITALL), "recv") != MESSAGE) {
		fprintf(stderr, "the server closed the connection\n");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4 && argc != 5) {
		fprintf(stderr, "usage: exchange request|bulk|datagram COUNT PORT [ADDRESS]\n");
		return 2;
	}
	const char *operation = argv[1];
	long count = number(argv[2]);
	unsigned short port = number(argv[3]);

	if (argc == 5)
		begin_at(argv[4]);
	struct start start;
	int fd;

	if (!strcmp(operation, "request")) {
		fd = connected(SOCK_STREAM, port);
		start = begin();
		for (long i = 0; i < count; i++)
			request_and_response(fd);
	} else if (!strcmp(operation, "bulk")) {
		fd = connected(SOCK_STREAM, port);
		start = begin();
		for (long i = 0; i < count; i++)
			send_all(fd, CHUNK);
	} else if (!strcmp(operation, "datagram")) {
		fd = connected(SOCK_DGRAM, port);
		start = begin();
		for (long i = 0; i < count; i++)
			must(send(fd, data, DATAGRAM, 0), "send");
	} else {
		fprintf(stderr, "no operation '%s'\n", operation);
		return 2;
	}
	end(start, count);
	return 0;
}
