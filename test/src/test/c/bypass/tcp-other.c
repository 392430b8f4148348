/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody else than the process that made the socket connects it. */
#include "attempt.h"
#include <pthread.h>
#include <sys/wait.h>

static struct attempt attempt;
static int fd;

static void *talk(void *unused)
{
	connect_and_talk(fd, &attempt, &attempt.forbidden);
	return unused;
}

static void talk_in_child(void)
{
	int status, child = must("fork", fork());

	if (child == 0) {
		begin_patience();
		talk(NULL);
		exit(0);
	}
	must("wait", waitpid(child, &status, 0));
	exit(status ? 1 : 0);
}

static void talk_in_borrowed_memory(void)
{
	int child = vfork();

	if (child == 0) {
		must_connect(fd, &attempt.forbidden);
		send_token(fd, &attempt);
		_exit(0);
	}
	must("vfork", child);
	await_greeting(fd);
}

static void talk_in_thread(void)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, talk, NULL);
	if (errno || (errno = pthread_join(thread, NULL)))
		fail("thread");
}

int main(int argc, char **argv)
{
	const char *arguments = "fork|vfork|thread|namespace " TARGETS;

	attempt = attempt_of(argc, argv, 1, arguments);
	fd = new_socket(&attempt.forbidden, SOCK_STREAM, 0);
	if (!strcmp(argv[1], "fork"))
		talk_in_child();
	else if (!strcmp(argv[1], "vfork"))
		talk_in_borrowed_memory();
	else if (!strcmp(argv[1], "thread"))
		talk_in_thread();
	else {
		usage(!strcmp(argv[1], "namespace"), arguments);
		if (unshare(CLONE_NEWUSER | CLONE_NEWNET))
			unsupported("unshare");
		talk(NULL);
	}
	return 0;
}
