/* SPDX-License-Identifier: Apache-2.0 */
/* COUNT sockets of UDP, each connected, as fast as it goes. Says how many there were. */
#include "tester.h"

int main(int argc, char **argv)
{
	usage(argc == 4, "ADDRESS PORT COUNT");
	struct end to = end_of(argv[1], argv[2]);
	int done = 0;

	while (done < atoi(argv[3])) {
		int fd = new_socket(&to, SOCK_DGRAM, 0);

		must_connect(fd, &to);
		close(fd);
		done++;
	}
	printf("%d\n", done);
	return 0;
}
