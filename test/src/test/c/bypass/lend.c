/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A helper outside the scope, in its network: lends one socket, connected to
 * the forbidden destination or not, to who asks at a path, and keeps it open
 * until its standard input ends.
 */
#include "../pass.h"
#include "attempt.h"
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/un.h>

#ifndef PR_SET_PTRACER_ANY
#define PR_SET_PTRACER_ANY ((unsigned long)-1)
#endif

static int meeting_point(const char *path)
{
	struct sockaddr_un here = {.sun_family = AF_UNIX};
	int fd = must("socket", socket(AF_UNIX, SOCK_STREAM, 0));

	strncpy(here.sun_path, path, sizeof(here.sun_path) - 1);
	unlink(path);
	must(path, bind(fd, (struct sockaddr *)&here, sizeof(here)));
	must(path, chmod(path, 0777));
	must("listen", listen(fd, 1));
	return fd;
}

int main(int argc, char **argv)
{
	const char *arguments = "tcp|tcp-connected|udp|udp-connected PATH " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	const char *variant = argv[1];
	int point = meeting_point(argv[2]), fd;

	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0); /* only where Yama is */
	fd = new_socket(&attempt.forbidden, variant[0] == 't' ? SOCK_STREAM : SOCK_DGRAM, 0);
	if (strstr(variant, "connected"))
		must_connect(fd, &attempt.forbidden);
	printf("ready %d %d\n", getpid(), fd);
	fflush(stdout);
	pass(must("accept", accept(point, NULL, NULL)), fd);
	alarm(0);
	getchar();
	return 0;
}
