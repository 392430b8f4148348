/* SPDX-License-Identifier: Apache-2.0 */
/* Leaves the cgroup, for one above or one inside, and connects from there. */
#include "attempt.h"
#include <fcntl.h>
#include <sys/stat.h>

static void move(const char *folder)
{
	char file[4096];
	int fd;

	snprintf(file, sizeof(file), "%s/cgroup.procs", folder);
	fd = must(file, open(file, O_WRONLY));
	must(file, write(fd, "0", 1));
	close(fd);
}

int main(int argc, char **argv)
{
	const char *arguments = "first|last CGROUP " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	bool first = !strcmp(argv[1], "first");
	int fd = -1;

	usage(first || !strcmp(argv[1], "last"), arguments);
	if (!first)
		fd = new_socket(&attempt.forbidden, SOCK_STREAM, 0);
	if (mkdir(argv[2], 0755) && errno != EEXIST)
		fail(argv[2]);
	move(argv[2]);
	if (first)
		fd = new_socket(&attempt.forbidden, SOCK_STREAM, 0);
	connect_and_talk(fd, &attempt, &attempt.forbidden);
	return 0;
}
