/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Multipath TCP connection to the allowed destination, whose server announces the
 * forbidden one: the kernel opens a subflow there by itself.
 */
#include "attempt.h"

#define MULTIPATH 262
#define LEVEL_MULTIPATH 284
#define MULTIPATH_INFO 1

enum { TRIES = 300 };

static int subflows(int fd)
{
	unsigned char info[256] = {0}; /* struct mptcp_info, which begins with it */
	socklen_t length = sizeof(info);

	return getsockopt(fd, LEVEL_MULTIPATH, MULTIPATH_INFO, info, &length) ? -1 : info[0];
}

int main(int argc, char **argv)
{
	struct attempt attempt = attempt_of(argc, argv, 0, TARGETS);
	int fd = known_socket(family_of(&attempt.allowed), SOCK_STREAM, MULTIPATH);

	connect_and_talk(fd, &attempt, &attempt.allowed);
	for (int i = 0; i < TRIES && subflows(fd) < 1; i++)
		poll(NULL, 0, 1);
	printf("subflows: %d\n", subflows(fd));
	return subflows(fd) < 1;
}
