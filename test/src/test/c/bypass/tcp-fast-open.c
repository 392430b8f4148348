/* SPDX-License-Identifier: Apache-2.0 */
/* Data with the first packet: a connection without connect(). */
#include "attempt.h"
#include <netinet/tcp.h>

int main(int argc, char **argv)
{
	const char *arguments = "sendto|sendmsg|connect PROTOCOL " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 2, arguments);
	int fd = known_socket(family_of(&attempt.forbidden), SOCK_STREAM, atoi(argv[2]));
	struct token_message message;

	if (!strcmp(argv[1], "sendto")) {
		must("sendto", sendto(fd, attempt.token, attempt.length, MSG_FASTOPEN,
				      address_of(&attempt.forbidden), attempt.forbidden.length));
	} else if (!strcmp(argv[1], "sendmsg")) {
		token_message(&message, &attempt, &attempt.forbidden);
		must("sendmsg", sendmsg(fd, &message.header, MSG_FASTOPEN));
	} else {
		usage(!strcmp(argv[1], "connect"), arguments);
		set_number(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1);
		must_connect(fd, &attempt.forbidden);
		send_token(fd, &attempt);
	}
	await_greeting(fd);
	return 0;
}
