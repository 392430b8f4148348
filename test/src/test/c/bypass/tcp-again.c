/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A socket that was for the allowed destination is used for the forbidden one: after
 * a refusal, after it was dissolved, or by two threads at once.
 */
#include "attempt.h"
#include <fcntl.h>
#include <pthread.h>

enum { ROUNDS = 300 };

static struct attempt attempt;
static int shared;

static void dissolve(int fd)
{
	struct sockaddr nobody = {.sa_family = AF_UNSPEC};

	connect(fd, &nobody, sizeof(nobody)); /* fails where there is nothing to dissolve */
}

static void *connect_and_dissolve(void *argument)
{
	struct end *to = argument;

	for (int i = 0; i < ROUNDS; i++) {
		connect(shared, address_of(to), to->length);
		send(shared, attempt.token, attempt.length, MSG_NOSIGNAL);
		dissolve(shared);
	}
	return NULL;
}

static void race(void)
{
	pthread_t other;

	must("fcntl", fcntl(shared, F_SETFL, O_NONBLOCK));
	errno = pthread_create(&other, NULL, connect_and_dissolve, &attempt.allowed);
	if (errno)
		fail("thread");
	connect_and_dissolve(&attempt.forbidden);
	pthread_join(other, NULL);
}

int main(int argc, char **argv)
{
	const char *arguments = "dissolved|refused|race PROTOCOL " TARGETS;

	attempt = attempt_of(argc, argv, 2, arguments);
	shared = known_socket(family_of(&attempt.forbidden), SOCK_STREAM, atoi(argv[2]));
	if (!strcmp(argv[1], "race")) {
		race();
		return 0;
	}
	if (!strcmp(argv[1], "dissolved")) {
		connect(shared, address_of(&attempt.allowed), attempt.allowed.length);
		dissolve(shared);
	} else {
		usage(!strcmp(argv[1], "refused"), arguments);
		connect(shared, address_of(&attempt.forbidden), attempt.forbidden.length);
	}
	if (strcmp(argv[1], "refused"))
		must_connect(shared, &attempt.forbidden);
	send_token(shared, &attempt);
	await_greeting(shared);
	return 0;
}
