/* SPDX-License-Identifier: Apache-2.0 */
/* Connects and waits for the greeting. Says its pid. */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc >= 3, "[ANYTHING...] ADDRESS PORT");
	struct end to = end_of(argv[argc - 2], argv[argc - 1]);
	int fd = new_socket(&to, SOCK_STREAM, 0);

	must_connect(fd, &to);
	await_greeting(fd);
	printf("%d\n", getpid());
	return 0;
}
