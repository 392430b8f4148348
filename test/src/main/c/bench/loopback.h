/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that all lead to the same server: of 127.0.0.0/8, or of a block that is loopback's. */
#ifndef POSTERN_BENCH_LOOPBACK_H
#define POSTERN_BENCH_LOOPBACK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static in_addr_t first_address = INADDR_LOOPBACK;

/* Takes the addresses from this one on, for who would treat 127.0.0.1 like no other. */
static inline void begin_at(const char *address)
{
	struct in_addr first;

	if (inet_pton(AF_INET, address, &first) != 1) {
		fprintf(stderr, "'%s' is no IPv4 address\n", address);
		exit(2);
	}
	first_address = ntohl(first.s_addr);
}

/* The first address and, with a higher number, those that follow. */
static inline struct sockaddr_in loopback(unsigned int number, unsigned short port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(first_address + number),
	};

	return address;
}

#endif
