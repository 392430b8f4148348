/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One submission of a chain: make a socket that is no file descriptor, connect it,
 * receive the server's greeting. Says its pid.
 */
#include "uring.h"

int main(int argc, char **argv)
{
	usage(argc == 4, "direct|worker|polled ADDRESS PORT");
	struct mode mode = mode_of(argv[1]);
	struct end to = end_of(argv[2], argv[3]);
	struct ring ring = ring_open(mode);
	struct io_uring_sqe *sqe;
	int slots[1] = {-1};
	char greeting = 0;

	must("IORING_REGISTER_FILES",
	     syscall(__NR_io_uring_register, ring.fd, IORING_REGISTER_FILES, slots, 1));
	sqe = ring_add(&ring, IORING_OP_SOCKET, family_of(&to), mode.sqe_flags | IOSQE_IO_LINK);
	sqe->off = SOCK_STREAM;
	sqe->file_index = 1; /* slot 0 */
	sqe = ring_add(&ring, IORING_OP_CONNECT, 0,
		       mode.sqe_flags | IOSQE_IO_LINK | IOSQE_FIXED_FILE);
	sqe->addr = (__u64)address_of(&to);
	sqe->off = to.length;
	sqe = ring_add(&ring, IORING_OP_RECV, 0, mode.sqe_flags | IOSQE_FIXED_FILE);
	sqe->addr = (__u64)&greeting;
	sqe->len = 1;
	ring_submit(&ring);
	ring_result(&ring, "IORING_OP_SOCKET");
	ring_result(&ring, "IORING_OP_CONNECT");
	ring_result(&ring, "IORING_OP_RECV");
	if (greeting != '!') {
		printf("no greeting\n");
		return 1;
	}
	printf("%d\n", getpid());
	return 0;
}
