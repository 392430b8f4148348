/* SPDX-License-Identifier: Apache-2.0 */
/* Makes its socket at once, and connects it when told to. Says its pid. */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 3, "ADDRESS PORT");
	struct end to = end_of(argv[1], argv[2]);
	int fd = new_socket(&to, SOCK_STREAM, 0);

	await_go();
	must_connect(fd, &to);
	await_greeting(fd);
	printf("%d\n", getpid());
	return 0;
}
