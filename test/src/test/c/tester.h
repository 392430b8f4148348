/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every tester needs. A tester does one thing, says line by line what it did,
 * and ends with 0; with 1 and one line when it could not; with UNSUPPORTED and one
 * line when the kernel does not know what it was asked for.
 */
#ifndef POSTERN_TESTER_H
#define POSTERN_TESTER_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define UNSUPPORTED 77

static inline _Noreturn void fail(const char *what)
{
	printf("%s: %s\n", what, strerror(errno));
	exit(1);
}

/* The result of a call that must succeed. */
static inline long must(const char *what, long result)
{
	if (result < 0)
		fail(what);
	return result;
}

static inline void usage(bool good, const char *arguments)
{
	if (good)
		return;
	printf("usage: %s %s\n", program_invocation_short_name, arguments);
	exit(1);
}

/* An address and a port, of the family that the address is written in. */
struct end {
	struct sockaddr_storage address;
	socklen_t length;
};

static inline struct end end_of(const char *address, const char *port)
{
	struct end end = {0};
	struct sockaddr_in *v4 = (struct sockaddr_in *)&end.address;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&end.address;

	if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(atoi(port));
		end.length = sizeof(*v4);
	} else if (inet_pton(AF_INET6, address, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(atoi(port));
		end.length = sizeof(*v6);
	} else {
		printf("no address: %s\n", address);
		exit(1);
	}
	return end;
}

static inline struct sockaddr *address_of(struct end *end)
{
	return (struct sockaddr *)&end->address;
}

static inline int family_of(const struct end *end)
{
	return end->address.ss_family;
}

static inline int port_of(const struct sockaddr_storage *address)
{
	/* at the same place in both families */
	return ntohs(((const struct sockaddr_in *)address)->sin_port);
}

static inline int local_port(int fd)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	must("getsockname", getsockname(fd, (struct sockaddr *)&address, &length));
	return port_of(&address);
}

static inline int new_socket(const struct end *to, int type, int protocol)
{
	return must("socket", socket(family_of(to), type, protocol));
}

static inline void must_connect(int fd, struct end *to)
{
	must("connect", connect(fd, address_of(to), to->length));
}

/* A TCP peer greets whom it has counted. */
static inline void await_greeting(int fd)
{
	char greeting;

	if (must("recv", recv(fd, &greeting, 1, MSG_WAITALL)) != 1 || greeting != '!') {
		printf("no greeting\n");
		exit(1);
	}
}

/* Reads to the end and tells how much it was. */
static inline long read_all(int fd)
{
	static char buffer[1 << 16];
	long total = 0, got;

	while ((got = must("recv", recv(fd, buffer, sizeof(buffer), 0))) > 0)
		total += got;
	return total;
}

/* Sends that many bytes and tells how many went. */
static inline long send_all(int fd, long bytes, int flags)
{
	static const char buffer[1 << 16];
	long total = 0;

	while (total < bytes) {
		long rest = bytes - total;

		total +=
			must("send", send(fd, buffer,
					  rest < (long)sizeof(buffer) ? rest : (long)sizeof(buffer),
					  flags | MSG_NOSIGNAL));
	}
	return total;
}

/* Waits until whoever started this says so. */
static inline void await_go(void)
{
	printf("ready\n");
	fflush(stdout);
	getchar();
}

#endif
