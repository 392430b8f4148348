/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sendmmsg with a datagram of four bytes for each port, and an answer awaited
 * from each. Says how many the kernel took.
 */
#include "tester.h"

enum { MOST = 64 };

int main(int argc, char **argv)
{
	usage(argc > 2 && argc - 2 <= MOST, "ADDRESS PORT...");
	int count = argc - 2, fd;
	struct iovec vector = {.iov_base = "four", .iov_len = 4};
	struct mmsghdr messages[MOST] = {0};
	struct end to[MOST];
	char answer[16];

	for (int i = 0; i < count; i++) {
		to[i] = end_of(argv[1], argv[2 + i]);
		messages[i].msg_hdr.msg_name = address_of(&to[i]);
		messages[i].msg_hdr.msg_namelen = to[i].length;
		messages[i].msg_hdr.msg_iov = &vector;
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	fd = new_socket(&to[0], SOCK_DGRAM, 0);
	printf("%ld\n", must("sendmmsg", sendmmsg(fd, messages, count, 0)));
	for (int i = 0; i < count; i++)
		must("recv", recv(fd, answer, sizeof(answer), 0));
	return 0;
}
