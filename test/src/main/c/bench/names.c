// SPDX-License-Identifier: Apache-2.0
/*
 * names ADDRESS PORT COUNT WINDOW: asks the DNS server there, over UDP, for COUNT names, each
 * another one, WINDOW of them at a time. Prints COUNT P50_NS P99_NS WALL_NS: from a query's sending
 * to its answer. Fails when an answer is none, or does not come.
 */
#include "loopback.h"
#include "measure.h"
#include <sys/time.h>

#define HEADER 12
#define BUFFER 512
#define IDS 65536
#define PATIENCE_S 5

static long long sent[IDS];

static int shorter(const void *a, const void *b)
{
	long long x = *(const long long *)a, y = *(const long long *)b;

	return (x > y) - (x < y);
}

static void ask(int fd, long number)
{
	static const unsigned char header[HEADER] = {0, 0, 1, 0, 0, 1};
	static const unsigned char rest[] = "\5bench\7example\0\0\1\0"; /* A; the class ends in 1 */
	unsigned char query[BUFFER];
	int label, length;

	memcpy(query, header, HEADER);
	query[0] = number >> 8;
	query[1] = number;
	label = sprintf((char *)query + HEADER + 1, "q%ld", number);
	query[HEADER] = label;
	length = HEADER + 1 + label;
	memcpy(query + length, rest, sizeof(rest));
	length += sizeof(rest);
	query[length - 1] = 1;
	sent[number % IDS] = now_ns();
	must(send(fd, query, length, 0), "send");
}

/* Returns how long the answer took. */
static long long answered(int fd)
{
	unsigned char answer[BUFFER];
	ssize_t length = must(recv(fd, answer, BUFFER, 0), "no answer");
	long long now = now_ns();
	int id = answer[0] << 8 | answer[1];

	if (length < HEADER || !(answer[2] & 0x80) || answer[3] & 0xf || !answer[7] || !sent[id]) {
		fprintf(stderr, "an answer that is none: %zd bytes, code %d\n", length,
			answer[3] & 0xf);
		exit(1);
	}
	now -= sent[id];
	sent[id] = 0;
	return now;
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: names ADDRESS PORT COUNT WINDOW\n");
		return 2;
	}
	begin_at(argv[1]);
	long port = number(argv[2]), count = number(argv[3]), window = number(argv[4]);
	struct sockaddr_in server = loopback(0, port);
	struct timeval patience = {.tv_sec = PATIENCE_S};
	long long *took = calloc(count, sizeof(*took)), start;
	int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");
	long asked = 0;

	if (!took || window > count || window >= IDS) {
		fprintf(stderr, "no room for %ld queries, %ld at a time\n", count, window);
		return 2;
	}
	must(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)), "setsockopt");
	must(connect(fd, (struct sockaddr *)&server, sizeof(server)), "connect");
	start = now_ns();
	while (asked < window)
		ask(fd, asked++);
	for (long i = 0; i < count; i++) {
		took[i] = answered(fd);
		if (asked < count)
			ask(fd, asked++);
	}
	start = now_ns() - start;
	qsort(took, count, sizeof(*took), shorter);
	printf("%ld %lld %lld %lld\n", count, took[count / 2], took[count * 99 / 100], start);
	free(took);
	return 0;
}
