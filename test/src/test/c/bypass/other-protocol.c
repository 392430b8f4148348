/* SPDX-License-Identifier: Apache-2.0 */
/* Transports besides TCP and UDP that a kernel may know. */
#include "attempt.h"

#define SOCK_DCCP_TYPE 6
#define PROTOCOL_DCCP 33
#define SCTP_CONNECTX 110 /* SCTP_SOCKOPT_CONNECTX */

int main(int argc, char **argv)
{
	const char *arguments = "sctp|sctp-many|sctp-sendto|dccp " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 1, arguments);
	struct end *to = &attempt.forbidden;
	const char *variant = argv[1];
	int fd;

	if (!strcmp(variant, "dccp")) {
		fd = known_socket(family_of(to), SOCK_DCCP_TYPE, PROTOCOL_DCCP);
		must_connect(fd, to);
	} else if (!strcmp(variant, "sctp")) {
		must_connect(known_socket(family_of(to), SOCK_STREAM, IPPROTO_SCTP), to);
	} else if (!strcmp(variant, "sctp-many")) {
		fd = known_socket(family_of(to), SOCK_STREAM, IPPROTO_SCTP);
		set_option(fd, IPPROTO_SCTP, SCTP_CONNECTX, address_of(to), to->length);
	} else {
		usage(!strcmp(variant, "sctp-sendto"), arguments);
		fd = known_socket(family_of(to), SOCK_SEQPACKET, IPPROTO_SCTP);
		send_token_to(fd, &attempt, to);
	}
	return 0;
}
