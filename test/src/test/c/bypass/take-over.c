/* SPDX-License-Identifier: Apache-2.0 */
/* Uses a socket that another executable made in this process. */
#include "attempt.h"

int main(int argc, char **argv)
{
	const char *arguments = "tcp|tcp-connected|udp|udp-used DESCRIPTOR " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	int fd = atoi(argv[2]);

	if (!strcmp(argv[1], "tcp"))
		connect_and_talk(fd, &attempt, &attempt.forbidden);
	else if (!strcmp(argv[1], "tcp-connected"))
		send_token(fd, &attempt);
	else
		send_token_to(fd, &attempt, &attempt.forbidden);
	return 0;
}
