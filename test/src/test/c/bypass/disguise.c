/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs one executable in such a way that it may be taken for another. What is run is
 * the tester tcp, by whatever path.
 */
#include "attempt.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include "own-mounts.h"

static const char *evil, *allowed, *shared;
static char **words; /* the arguments, argv[0] being free */

static _Noreturn void become(const char *path)
{
	execv(path, words);
	fail(path);
}

static int copy_into(int to)
{
	struct stat about;
	int from = must(evil, open(evil, O_RDONLY));

	must("fstat", fstat(from, &about));
	must("sendfile", sendfile(to, from, NULL, about.st_size));
	close(from);
	return to;
}

static void from_memory(void)
{
	int fd = copy_into(must("memfd_create", syscall(SYS_memfd_create, allowed, 0)));

	fexecve(fd, words, environ);
	fail("fexecve");
}

/* The file is gone when it is run. */
static void from_nowhere(void)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/gone-%d", shared, getpid());
	close(copy_into(must(path, open(path, O_WRONLY | O_CREAT, 0755))));
	fd = must(path, open(path, O_RDONLY | O_CLOEXEC));
	must(path, unlink(path));
	fexecve(fd, words, environ);
	fail("fexecve");
}

static void by_link(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/link-%d", shared, getpid());
	must(path, symlink(evil, path));
	become(path);
}

/* Under the name of the allowed one, in a folder far down that ends like the allowed one's. */
static void from_far_down(void)
{
	char path[4096];
	size_t length = snprintf(path, sizeof(path), "%s/deep-%d", shared, getpid());

	for (int i = 0; i < 60; i++)
		length += snprintf(path + length, sizeof(path) - length, "/far-down");
	snprintf(path + length, sizeof(path) - length, "%s", allowed);
	make_folders(path);
	close(copy_into(must(path, open(path, O_WRONLY | O_CREAT, 0755))));
	become(path);
}

int main(int argc, char **argv)
{
	const char *arguments = "argv0|name|memory|gone|link|deep|bind|overlay|chroot|pivot "
				"EVIL ALLOWED SHARED " TARGETS;

	attempt_of(argc, argv, 4, arguments);
	const char *variant = argv[1];

	evil = argv[2];
	allowed = argv[3];
	shared = argv[4];
	words = argv + 2;
	words[0] = (char *)allowed;
	words[1] = "plain";
	words[2] = "0";
	if (!strcmp(variant, "argv0"))
		become(evil);
	if (!strcmp(variant, "name"))
		prctl(PR_SET_NAME, strrchr(allowed, '/') + 1);
	else if (!strcmp(variant, "memory"))
		from_memory();
	else if (!strcmp(variant, "gone"))
		from_nowhere();
	else if (!strcmp(variant, "link"))
		by_link();
	else if (!strcmp(variant, "deep"))
		from_far_down();
	else if (!strcmp(variant, "bind"))
		bind_over(evil, allowed);
	else if (!strcmp(variant, "overlay"))
		overlay_with(evil, allowed, shared);
	else
		usage(enter_root_with(variant, evil, allowed, shared), arguments);
	become(strcmp(variant, "name") ? allowed : evil);
}
