/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects as somebody else: under another name, from a thread of another name, from
 * a file that is gone by then. Says its pid and the connecting thread's id.
 */
#include "tester.h"
#include <pthread.h>
#include <sys/prctl.h>

static struct end to;

static void talk(void)
{
	int fd = new_socket(&to, SOCK_STREAM, 0);

	must_connect(fd, &to);
	await_greeting(fd);
	printf("%d %d\n", getpid(), gettid());
}

static void *talk_renamed(void *unused)
{
	must("PR_SET_NAME", prctl(PR_SET_NAME, "harmless"));
	talk();
	return unused;
}

int main(int argc, char **argv)
{
	usage(argc == 4, "name|thread|gone ADDRESS PORT");
	to = end_of(argv[2], argv[3]);
	if (!strcmp(argv[1], "thread")) {
		pthread_t thread;

		errno = pthread_create(&thread, NULL, talk_renamed, NULL);
		if (errno || (errno = pthread_join(thread, NULL)))
			fail("thread");
	} else if (!strcmp(argv[1], "name")) {
		talk_renamed(NULL);
	} else {
		char path[4096] = {0};

		must("readlink", readlink("/proc/self/exe", path, sizeof(path) - 1));
		must("unlink", unlink(path));
		talk();
	}
	return 0;
}
