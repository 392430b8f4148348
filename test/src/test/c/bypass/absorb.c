/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server at every local address: greets who connects, and takes what it is sent by
 * TCP, Multipath TCP and UDP. Ends with its standard input.
 */
#include "attempt.h"
#include <sys/epoll.h>

#define MULTIPATH 262
#define FAST_OPEN 23 /* TCP_FASTOPEN */

static int listener(int type, int protocol, const char *port)
{
	struct end here = end_of("::", port);
	int fd = socket(AF_INET6, type, protocol);

	if (fd < 0)
		return -1;
	set_number(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	must("bind", bind(fd, address_of(&here), here.length));
	return fd;
}

static int stream_listener(const char *port)
{
	int fd = listener(SOCK_STREAM, MULTIPATH, port);

	if (fd < 0)
		fd = must("socket", listener(SOCK_STREAM, 0, port));
	setsockopt(fd, IPPROTO_TCP, FAST_OPEN, &(int){16}, sizeof(int)); /* a kernel may lack it */
	must("listen", listen(fd, 1024));
	return fd;
}

static void watch(int set, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	must("epoll_ctl", epoll_ctl(set, EPOLL_CTL_ADD, fd, &event));
}

static void greet_next(int set, int listening)
{
	int fd = accept(listening, NULL, NULL);

	if (fd < 0)
		return; /* gone again */
	send(fd, "!", 1, MSG_NOSIGNAL);
	watch(set, fd);
}

int main(int argc, char **argv)
{
	usage(argc == 2, "PORT");
	int stream = stream_listener(argv[1]);
	int datagram = must("socket", listener(SOCK_DGRAM, 0, argv[1]));
	int set = must("epoll_create1", epoll_create1(0));
	struct epoll_event event;
	char taken[1 << 16];

	watch(set, stream);
	watch(set, datagram);
	watch(set, 0);
	printf("ready\n");
	fflush(stdout);
	for (;;) {
		must("epoll_wait", epoll_wait(set, &event, 1, -1));
		if (event.data.fd == 0)
			return 0;
		if (event.data.fd == stream)
			greet_next(set, stream);
		else if (recv(event.data.fd, taken, sizeof(taken), 0) <= 0 &&
			 event.data.fd != datagram)
			close(event.data.fd);
	}
}
