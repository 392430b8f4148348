// SPDX-License-Identifier: Apache-2.0
/*
 * paced RATE COUNT FIRST_PORT: COUNT UDP connects, RATE a second, each to a port
 * of its own. Prints PORT NS for each: CLOCK_MONOTONIC just before connect().
 */
#include "loopback.h"
#include "measure.h"
#include <unistd.h>

#define PORTS 65536

static long long times[PORTS];

static void sleep_until(long long ns)
{
	struct timespec then = {.tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL))
		;
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: paced RATE COUNT FIRST_PORT\n");
		return 2;
	}
	long rate = number(argv[1]), count = number(argv[2]), port = number(argv[3]);

	if (port + count > PORTS) {
		fprintf(stderr, "there are no %ld ports from %ld on\n", count, port);
		return 2;
	}
	long long first = now_ns();

	for (long i = 0; i < count; i++) {
		struct sockaddr_in peer = loopback(0, port + i);
		int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");

		sleep_until(first + i * NS_PER_S / rate);
		times[i] = now_ns();
		must(connect(fd, (struct sockaddr *)&peer, sizeof(peer)), "connect");
		close(fd);
	}
	for (long i = 0; i < count; i++)
		printf("%ld %lld\n", port + i, times[i]);
	return 0;
}
