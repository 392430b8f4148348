/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a program: as a child of vfork, or from a copy of it in memory, by a path or
 * by a descriptor alone. Says the child's pid, after what the child says itself.
 */
#include "tester.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

extern char **environ;

static int copy_in_memory(const char *path)
{
	int file = must("open", open(path, O_RDONLY | O_CLOEXEC));
	int copy = must("memfd_create", memfd_create("payload", MFD_CLOEXEC));
	struct stat stat;

	must("fstat", fstat(file, &stat));
	for (long left = stat.st_size; left;)
		left -= must("sendfile", sendfile(copy, file, NULL, left));
	return copy;
}

int main(int argc, char **argv)
{
	usage(argc > 2, "vfork|memory PROGRAM [ARGUMENT...]");
	int copy = strcmp(argv[1], "memory") ? -1 : copy_in_memory(argv[2]), status, child;

	fflush(stdout);
	child = must("vfork", vfork());
	if (!child) {
		if (copy >= 0)
			syscall(__NR_execveat, copy, "", argv + 2, environ, AT_EMPTY_PATH);
		else
			execv(argv[2], argv + 2);
		_exit(127);
	}
	must("waitpid", waitpid(child, &status, 0));
	printf("%d\n", child);
	return status ? 1 : 0;
}
