/* SPDX-License-Identifier: Apache-2.0 */
/* Connects or sends by io_uring, within the call or in one of the kernel's threads. */
#include "../uring.h"
#include "attempt.h"

static struct attempt attempt;

static void require(struct ring *ring, const char *what)
{
	struct io_uring_cqe cqe = ring_wait(ring);

	errno = -cqe.res;
	if (cqe.res == -EINVAL)
		unsupported(what);
	if (cqe.res < 0)
		fail(what);
	if (cqe.flags & (1U << 1)) /* IORING_CQE_F_MORE: the buffer is still in use */
		ring_wait(ring);
}

static void connect_by(struct ring *ring, __u8 flags)
{
	int fd = new_socket(&attempt.forbidden, SOCK_STREAM, 0);
	struct io_uring_sqe *sqe = ring_add(ring, IORING_OP_CONNECT, fd, flags);

	sqe->addr = (__u64)address_of(&attempt.forbidden);
	sqe->off = attempt.forbidden.length;
	ring_submit(ring);
	require(ring, "connect");
	send_token(fd, &attempt);
	await_greeting(fd);
}

/* Numbers: the headers may be older than the kernel. */
static void send_by(struct ring *ring, const char *name, __u8 flags)
{
	bool message = strstr(name, "msg"), copied = !strstr(name, "zc");
	__u8 opcode = message ? (copied ? 9 : 48) : (copied ? 26 : 47);
	int fd = new_socket(&attempt.forbidden, SOCK_DGRAM, 0);
	struct io_uring_sqe *sqe = ring_add(ring, opcode, fd, flags);
	__u16 length = attempt.forbidden.length;
	struct token_message token;

	token_message(&token, &attempt, &attempt.forbidden);
	if (message) {
		sqe->addr = (__u64)&token.header;
		sqe->len = 1;
	} else {
		sqe->addr = (__u64)attempt.token;
		sqe->len = attempt.length;
		sqe->off = (__u64)address_of(&attempt.forbidden);
		memcpy(&sqe->splice_fd_in, &length, sizeof(length)); /* addr_len */
	}
	ring_submit(ring);
	require(ring, name);
}

int main(int argc, char **argv)
{
	const char *arguments =
		"connect|sendmsg|send|send_zc|sendmsg_zc direct|worker|polled " TARGETS;

	attempt = attempt_of(argc, argv, 2, arguments);
	struct mode mode = mode_of(argv[2]);
	struct ring ring = ring_open(mode);

	if (!strcmp(argv[1], "connect"))
		connect_by(&ring, mode.sqe_flags);
	else
		send_by(&ring, argv[1], mode.sqe_flags);
	return 0;
}
