/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of 127.0.0.0/8, all of which lead to the same server. */
#ifndef POSTERN_BENCH_LOOPBACK_H
#define POSTERN_BENCH_LOOPBACK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* 127.0.0.1 and, with a higher number, the addresses that follow. */
static inline struct sockaddr_in loopback(unsigned int number, unsigned short port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number),
	};

	return address;
}

#endif
