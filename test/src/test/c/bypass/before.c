/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A socket, a connection or an unfinished packet that is older than the policy: waits
 * in between until it is told to go on.
 */
#include "attempt.h"
#include <netinet/udp.h>

static struct attempt attempt;

static int begin(const char *variant)
{
	bool stream = !strncmp(variant, "tcp", 3);
	int fd = new_socket(&attempt.forbidden, stream ? SOCK_STREAM : SOCK_DGRAM, 0);

	if (strstr(variant, "connected"))
		must_connect(fd, &attempt.forbidden);
	if (!strcmp(variant, "tcp-connected"))
		await_greeting(fd);
	if (!strcmp(variant, "udp-corked")) {
		set_number(fd, IPPROTO_UDP, UDP_CORK, 1);
		send_token_to(fd, &attempt, &attempt.forbidden);
	}
	return fd;
}

int main(int argc, char **argv)
{
	const char *arguments =
		"tcp-socket|tcp-connected|udp-socket|udp-connected|udp-corked " TARGETS;

	attempt = attempt_of(argc, argv, 1, arguments);
	const char *variant = argv[1];
	int fd = begin(variant);

	alarm(0);
	await_go();
	begin_patience();
	if (!strcmp(variant, "tcp-socket"))
		connect_and_talk(fd, &attempt, &attempt.forbidden);
	else if (!strcmp(variant, "udp-socket"))
		send_token_to(fd, &attempt, &attempt.forbidden);
	else if (!strcmp(variant, "udp-corked"))
		set_number(fd, IPPROTO_UDP, UDP_CORK, 0);
	else
		send_token(fd, &attempt);
	return 0;
}
