/* SPDX-License-Identifier: Apache-2.0 */
/* Connects a socket that was bound to an address. Says the port it was bound to. */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 4, "FROM ADDRESS PORT");
	struct end from = end_of(argv[1], "0"), to = end_of(argv[2], argv[3]);
	int fd = new_socket(&to, SOCK_STREAM, 0);

	must("bind", bind(fd, address_of(&from), from.length));
	printf("%d\n", local_port(fd));
	must_connect(fd, &to);
	await_greeting(fd);
	return 0;
}
