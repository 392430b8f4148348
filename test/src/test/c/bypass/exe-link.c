/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes the kernel believe that this process runs the allowed executable: moves every
 * mapping of its own file into anonymous memory and has the file replaced, which a user
 * namespace of one's own permits (PR_SET_MM_MAP, Linux 3.18; without more, 5.9).
 */
#include "attempt.h"
#include "own-mounts.h"
#include <linux/prctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>

static void replace(char *from, size_t length, int protection)
{
	char *copy = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (copy == MAP_FAILED)
		fail("mmap");
	memcpy(copy, from, length);
	must("mprotect", mprotect(copy, length, protection));
	if (mremap(copy, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, from) == MAP_FAILED)
		fail("mremap");
}

static void leave_file(const char *self)
{
	char text[1 << 14], *line, *rest;
	int fd = must("maps", open("/proc/self/maps", O_RDONLY));
	size_t length = 0;
	long got;

	while ((got = must("maps", read(fd, text + length, sizeof(text) - 1 - length))) > 0)
		length += got;
	text[length] = 0;
	close(fd);
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		unsigned long from, to;
		char may[5];

		if (!strstr(line, self) || sscanf(line, "%lx-%lx %4s", &from, &to, may) != 3)
			continue;
		replace((char *)from, to - from,
			(may[0] == 'r' ? PROT_READ : 0) | (may[1] == 'w' ? PROT_WRITE : 0) |
				(may[2] == 'x' ? PROT_EXEC : 0));
	}
}

/* The fields of /proc/self/stat that the call wants back, by proc(5)'s numbers. */
static void read_layout(struct prctl_mm_map *map)
{
	unsigned long fields[53] = {0};
	char text[2048], *at, *rest;
	int fd = must("stat", open("/proc/self/stat", O_RDONLY)), number = 3;
	long got = must("stat", read(fd, text, sizeof(text) - 1));

	text[got] = 0;
	close(fd);
	at = strrchr(text, ')') + 2;
	for (at = strtok_r(at, " ", &rest); at && number < 53; at = strtok_r(NULL, " ", &rest))
		fields[number++] = strtoul(at, NULL, 10);
	map->start_code = fields[26];
	map->end_code = fields[27];
	map->start_stack = fields[28];
	map->start_data = fields[45];
	map->end_data = fields[46];
	map->start_brk = fields[47];
	map->arg_start = fields[48];
	map->arg_end = fields[49];
	map->env_start = fields[50];
	map->env_end = fields[51];
	map->brk = (unsigned long)sbrk(0);
}

int main(int argc, char **argv)
{
	const char *arguments = "ALLOWED-EXECUTABLE " TARGETS;
	struct attempt attempt = attempt_of(argc, argv, 1, arguments);
	struct prctl_mm_map map = {0};
	char self[4096] = {0};

	must("readlink", readlink("/proc/self/exe", self, sizeof(self) - 1));
	if (unshare(CLONE_NEWUSER))
		unsupported("unshare");
	map.exe_fd = must(argv[1], open(argv[1], O_RDONLY));
	leave_file(self);
	read_layout(&map);
	if (prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof(map), 0))
		unsupported("PR_SET_MM_MAP");
	connect_and_talk(new_socket(&attempt.forbidden, SOCK_STREAM, 0), &attempt,
			 &attempt.forbidden);
	return 0;
}
