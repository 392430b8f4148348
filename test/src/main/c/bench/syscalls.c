// SPDX-License-Identifier: Apache-2.0
/* syscalls OPERATION COUNT: what has nothing to do with the network. */
#include "measure.h"
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void fork_and_wait(char *const *program)
{
	int status;
	pid_t child = must(fork(), "fork");

	if (!child) {
		if (program)
			execv(program[0], program);
		_exit(program ? 127 : 0);
	}
	must(waitpid(child, &status, 0), "waitpid");
	if (status) {
		fprintf(stderr, "a child ended with status %d\n", status);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	static char *const nothing[] = {"/bin/true", NULL};

	if (argc != 3) {
		fprintf(stderr, "usage: syscalls getppid|read|open|fork|exec COUNT\n");
		return 2;
	}
	const char *operation = argv[1];
	long count = number(argv[2]);
	int zero = must(open("/dev/zero", O_RDONLY), "/dev/zero");
	char byte;
	struct start start = begin();

	if (!strcmp(operation, "getppid")) {
		for (long i = 0; i < count; i++)
			syscall(SYS_getppid);
	} else if (!strcmp(operation, "read")) {
		for (long i = 0; i < count; i++)
			must(read(zero, &byte, 1), "read");
	} else if (!strcmp(operation, "open")) {
		for (long i = 0; i < count; i++)
			close(must(open("/etc/passwd", O_RDONLY), "/etc/passwd"));
	} else if (!strcmp(operation, "fork")) {
		for (long i = 0; i < count; i++)
			fork_and_wait(NULL);
	} else if (!strcmp(operation, "exec")) {
		for (long i = 0; i < count; i++)
			fork_and_wait(nothing);
	} else {
		fprintf(stderr, "no operation '%s'\n", operation);
		return 2;
	}
	end(start, count);
	return 0;
}
