/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends three datagrams of four bytes by io_uring from a socket that is never
 * connected, and waits for each answer. Says its pid.
 */
#include "uring.h"

struct operation {
	const char *name;
	__u8 opcode;
	bool message; /* takes a msghdr; otherwise a buffer and an address */
};

/* By number: the headers may be older than the kernel. */
static const struct operation operations[] = {
	{"sendmsg", 9, true},
	{"send", 26, false},
	{"send_zc", 47, false},
	{"sendmsg_zc", 48, true},
};

static const struct operation *operation_of(const char *name)
{
	for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++)
		if (!strcmp(operations[i].name, name))
			return &operations[i];
	usage(false, "sendmsg|send|send_zc|sendmsg_zc direct|worker|polled ADDRESS PORT");
	return NULL;
}

static void send_one(struct ring *ring, const struct operation *operation, __u8 flags, int fd,
		     struct end *to)
{
	struct io_uring_sqe *sqe = ring_add(ring, operation->opcode, fd, flags);
	struct iovec vector = {.iov_base = "four", .iov_len = 4};
	struct msghdr message = {.msg_name = address_of(to),
				 .msg_namelen = to->length,
				 .msg_iov = &vector,
				 .msg_iovlen = 1};
	struct io_uring_cqe cqe;

	if (operation->message) {
		sqe->addr = (__u64)&message;
		sqe->len = 1;
	} else {
		__u16 length = to->length;

		sqe->addr = (__u64)vector.iov_base;
		sqe->len = vector.iov_len;
		sqe->off = (__u64)address_of(to);
		memcpy(&sqe->splice_fd_in, &length, sizeof(length)); /* addr_len */
	}
	ring_submit(ring);
	cqe = ring_wait(ring);
	if (cqe.res == -EINVAL) { /* an opcode, or an address with it, that is not known */
		printf("IORING_OP with %s and an address: not in this kernel\n", operation->name);
		exit(UNSUPPORTED);
	}
	if (cqe.res != 4) {
		printf("%s: result %d\n", operation->name, cqe.res);
		exit(1);
	}
	if (cqe.flags & (1U << 1)) /* IORING_CQE_F_MORE: the buffer is still in use */
		ring_wait(ring);
}

int main(int argc, char **argv)
{
	usage(argc == 5, "sendmsg|send|send_zc|sendmsg_zc direct|worker|polled ADDRESS PORT");
	const struct operation *operation = operation_of(argv[1]);
	struct mode mode = mode_of(argv[2]);
	struct end to = end_of(argv[3], argv[4]);
	struct ring ring = ring_open(mode);
	int fd = new_socket(&to, SOCK_DGRAM, 0);
	char answer[16];

	for (int i = 0; i < 3; i++) {
		send_one(&ring, operation, mode.sqe_flags, fd, &to);
		must("recv", recv(fd, answer, sizeof(answer), 0));
	}
	printf("%d\n", getpid());
	return 0;
}
