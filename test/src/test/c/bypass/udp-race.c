/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two threads and one datagram socket: one is about the allowed destination all the
 * time, the other about the forbidden one. Or one thread changes the destination in
 * memory while the other sends.
 */
#include "attempt.h"
#include <pthread.h>
#include <stdatomic.h>

enum { ROUNDS = 1000, CHANGED_ROUNDS = 20 };

static struct attempt attempt;
static int fd;
static struct end shown; /* the address that is looked at while it changes */
static atomic_bool over;
static atomic_long changes;

static void *send_often(void *to)
{
	struct end *end = to;

	for (int i = 0; i < ROUNDS; i++)
		sendto(fd, attempt.token, attempt.length, MSG_NOSIGNAL, address_of(end),
		       end->length);
	return NULL;
}

static void *connect_often(void *to)
{
	struct end *end = to;

	for (int i = 0; i < ROUNDS; i++) {
		connect(fd, address_of(end), end->length);
		send(fd, attempt.token, attempt.length, MSG_NOSIGNAL);
	}
	return NULL;
}

static void *change_often(void *unused)
{
	while (!atomic_load(&over)) {
		bool odd = atomic_fetch_add(&changes, 1) & 1;

		memcpy(&shown, odd ? &attempt.forbidden : &attempt.allowed, sizeof(shown));
	}
	return unused;
}

/* On a busy machine the other thread may get no turn otherwise. */
static void await_changes(void)
{
	long seen = atomic_load(&changes);

	while (atomic_load(&changes) == seen)
		sched_yield();
}

static void send_while_it_changes(void)
{
	for (int i = 0; i < ROUNDS / CHANGED_ROUNDS; i++) {
		await_changes();
		for (int j = 0; j < CHANGED_ROUNDS; j++)
			sendto(fd, attempt.token, attempt.length, MSG_NOSIGNAL, address_of(&shown),
			       shown.length);
	}
}

static pthread_t start(void *(*what)(void *), void *argument)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, what, argument);
	if (errno)
		fail("thread");
	return thread;
}

int main(int argc, char **argv)
{
	const char *arguments = "send|connect|connect-send|memory " TARGETS;
	pthread_t other;

	attempt = attempt_of(argc, argv, 1, arguments);
	fd = new_socket(&attempt.forbidden, SOCK_DGRAM, 0);
	shown = attempt.allowed;
	if (!strcmp(argv[1], "memory")) {
		other = start(change_often, NULL);
		send_while_it_changes();
		atomic_store(&over, true);
	} else if (!strcmp(argv[1], "send")) {
		other = start(send_often, &attempt.allowed);
		send_often(&attempt.forbidden);
	} else if (!strcmp(argv[1], "connect")) {
		other = start(connect_often, &attempt.allowed);
		connect_often(&attempt.forbidden);
	} else {
		usage(!strcmp(argv[1], "connect-send"), arguments);
		other = start(connect_often, &attempt.allowed);
		send_often(&attempt.forbidden);
	}
	pthread_join(other, NULL);
	return 0;
}
