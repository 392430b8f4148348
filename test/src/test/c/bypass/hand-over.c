/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes a socket as one executable, in that state, and leaves it to another: becomes
 * the tester take-over.
 */
#include "attempt.h"
#include <fcntl.h>

int main(int argc, char **argv)
{
	const char *arguments = "tcp|tcp-connected|udp|udp-used HEIR " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	bool stream = !strncmp(argv[1], "tcp", 3);
	int fd = new_socket(&attempt.forbidden, stream ? SOCK_STREAM : SOCK_DGRAM, 0);
	char number[16], *heir = argv[2];

	if (!strcmp(argv[1], "tcp-connected"))
		must_connect(fd, &attempt.forbidden);
	else if (!strcmp(argv[1], "udp-used"))
		must("sendto", sendto(fd, "", 1, 0, address_of(&attempt.forbidden),
				      attempt.forbidden.length));
	snprintf(number, sizeof(number), "%d", fd);
	argv[2] = number;
	execv(heir, argv);
	fail(heir);
}
