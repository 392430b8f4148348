// SPDX-License-Identifier: Apache-2.0
/*
 * server MODE: listens on a free port of every address, prints the port, and ends
 * when its input does, so that it cannot outlive who started it.
 *
 * accept closes what it accepts; echo sends back; discard reads and forgets;
 * datagrams is a UDP socket that nobody reads, so that only the sender is busy.
 */
#include "loopback.h"
#include "measure.h"
#include <pthread.h>
#include <unistd.h>

#define BACKLOG 65535
#define BUFFER (256 << 10)

static void *end_with_input(void *unused)
{
	char byte;

	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	_exit(0);
	return unused;
}

static int bound(int type)
{
	struct sockaddr_in any = {.sin_family = AF_INET};
	socklen_t length = sizeof(any);
	int fd = must(socket(AF_INET, type, 0), "socket");

	must(bind(fd, (struct sockaddr *)&any, sizeof(any)), "bind");
	if (type == SOCK_STREAM)
		must(listen(fd, BACKLOG), "listen");
	must(getsockname(fd, (struct sockaddr *)&any, &length), "getsockname");
	printf("%d\n", ntohs(any.sin_port));
	fflush(stdout);
	return fd;
}

static void serve(int fd, int answer)
{
	static char buffer[BUFFER];
	ssize_t length;

	while ((length = recv(fd, buffer, sizeof(buffer), 0)) > 0) {
		if (answer && send(fd, buffer, length, MSG_NOSIGNAL) != length)
			break;
	}
}

int main(int argc, char **argv)
{
	const char *mode = argc == 2 ? argv[1] : "";
	int echo = !strcmp(mode, "echo"), discard = !strcmp(mode, "discard");
	int datagrams = !strcmp(mode, "datagrams");
	pthread_t input;

	if (!echo && !discard && !datagrams && strcmp(mode, "accept")) {
		fprintf(stderr, "usage: server accept|echo|discard|datagrams\n");
		return 2;
	}
	int listener = bound(datagrams ? SOCK_DGRAM : SOCK_STREAM);

	if (datagrams)
		end_with_input(NULL);
	must(-pthread_create(&input, NULL, end_with_input, NULL), "pthread_create");
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue; /* the peer was quicker to leave */
		if (echo || discard)
			serve(fd, echo);
		close(fd);
	}
}
