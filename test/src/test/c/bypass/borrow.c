/* SPDX-License-Identifier: Apache-2.0 */
/* Uses a socket that somebody outside the scope made: passed, or taken from its
 * table. */
#include "../pass.h"
#include "attempt.h"
#include <sys/syscall.h>
#include <sys/un.h>

static int reach(const char *path)
{
	struct sockaddr_un there = {.sun_family = AF_UNIX};
	int fd = must("socket", socket(AF_UNIX, SOCK_STREAM, 0));

	strncpy(there.sun_path, path, sizeof(there.sun_path) - 1);
	must(path, connect(fd, (struct sockaddr *)&there, sizeof(there)));
	return fd;
}

static int take_from(int pid, int their)
{
	int process = must("pidfd_open", syscall(SYS_pidfd_open, pid, 0));

	return must("pidfd_getfd", syscall(SYS_pidfd_getfd, process, their, 0));
}

int main(int argc, char **argv)
{
	const char *arguments = "tcp|tcp-connected|udp|udp-connected PATH|PID:FD " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1], *colon = strchr(argv[2], ':');
	int fd = colon ? take_from(atoi(argv[2]), atoi(colon + 1)) : take(reach(argv[2]));

	if (!strcmp(variant, "tcp"))
		connect_and_talk(fd, &attempt, &attempt.forbidden);
	else if (!strcmp(variant, "udp"))
		send_token_to(fd, &attempt, &attempt.forbidden);
	else
		send_token(fd, &attempt);
	return 0;
}
