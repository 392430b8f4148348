/* SPDX-License-Identifier: Apache-2.0 */
/* Connects by io_uring and waits for the server's greeting. Says its pid. */
#include "uring.h"

int main(int argc, char **argv)
{
	usage(argc == 4, "direct|worker|polled ADDRESS PORT");
	struct mode mode = mode_of(argv[1]);
	struct end to = end_of(argv[2], argv[3]);
	struct ring ring = ring_open(mode);
	int fd = new_socket(&to, SOCK_STREAM, 0);
	struct io_uring_sqe *sqe = ring_add(&ring, IORING_OP_CONNECT, fd, mode.sqe_flags);

	sqe->addr = (__u64)address_of(&to);
	sqe->off = to.length;
	ring_submit(&ring);
	ring_result(&ring, "IORING_OP_CONNECT");
	await_greeting(fd);
	printf("%d\n", getpid());
	return 0;
}
