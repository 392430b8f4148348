/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends BYTES over TCP without copying them through the program: from a file by
 * sendfile, through a pipe by splice, or pinned by MSG_ZEROCOPY; reads to the end.
 * Says how much it sent and received.
 */
#include "tester.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>

enum { CHUNK = 1 << 16 };

static int file_of(long bytes)
{
	int file = must("memfd_create", memfd_create("payload", 0));

	must("ftruncate", ftruncate(file, bytes));
	return file;
}

static long by_sendfile(int fd, long bytes)
{
	int file = file_of(bytes);
	long total = 0;

	while (total < bytes)
		total += must("sendfile", sendfile(fd, file, NULL, bytes - total));
	return total;
}

static long by_splice(int fd, long bytes)
{
	int file = file_of(bytes), ends[2];
	long total = 0;

	must("pipe", pipe(ends));
	while (total < bytes) {
		long piped = must("splice", splice(file, NULL, ends[1], NULL, CHUNK, 0));

		while (piped) {
			long done = must("splice", splice(ends[0], NULL, fd, NULL, piped, 0));

			piped -= done;
			total += done;
		}
	}
	return total;
}

/* Takes in what the kernel says of buffers it is done with; the queue is bounded. */
static void reap(int fd)
{
	char control[256];
	struct msghdr message = {.msg_control = control, .msg_controllen = sizeof(control)};

	while (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0)
		message.msg_controllen = sizeof(control);
}

static long by_zerocopy(int fd, long bytes)
{
	static char payload[CHUNK];
	long total = 0;
	int on = 1;

	must("SO_ZEROCOPY", setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof(on)));
	while (total < bytes) {
		long rest = bytes - total < CHUNK ? bytes - total : CHUNK;
		long sent = send(fd, payload, rest, MSG_ZEROCOPY);

		if (sent > 0)
			total += sent;
		else if (errno != ENOBUFS)
			fail("send");
		reap(fd);
	}
	return total;
}

int main(int argc, char **argv)
{
	usage(argc == 5, "sendfile|splice|zerocopy ADDRESS PORT BYTES");
	struct end to = end_of(argv[2], argv[3]);
	int fd = new_socket(&to, SOCK_STREAM, 0);
	long bytes = atol(argv[4]), sent;

	must_connect(fd, &to);
	if (!strcmp(argv[1], "sendfile"))
		sent = by_sendfile(fd, bytes);
	else if (!strcmp(argv[1], "splice"))
		sent = by_splice(fd, bytes);
	else
		sent = by_zerocopy(fd, bytes);
	must("shutdown", shutdown(fd, SHUT_WR));
	printf("%ld %ld\n", sent, read_all(fd));
	return 0;
}
