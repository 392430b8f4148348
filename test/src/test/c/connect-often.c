/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects one socket without waiting, twice, where nobody answers; says the errno of
 * each, and gives up.
 */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 3, "ADDRESS PORT");
	struct end to = end_of(argv[1], argv[2]);
	int fd = new_socket(&to, SOCK_STREAM | SOCK_NONBLOCK, 0);

	for (int i = 0; i < 2; i++) {
		int result = connect(fd, address_of(&to), to.length);

		printf("%d\n", result ? errno : 0);
	}
	return 0;
}
