/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mounts of one's own, for which a user namespace of one's own is enough: another file
 * at the path of the allowed executable.
 */
#ifndef POSTERN_OWN_MOUNTS_H
#define POSTERN_OWN_MOUNTS_H

#include "attempt.h"
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* Every folder above a path. */
static inline void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(path, 0755) && errno != EEXIST)
			fail(path);
		*slash = '/';
	}
}

static inline void copy_file(const char *from, const char *to)
{
	struct stat about;
	int source = must(from, open(from, O_RDONLY));
	int copy = must(to, open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755));

	must(from, fstat(source, &about));
	must(to, sendfile(copy, source, NULL, about.st_size));
	close(source);
	close(copy);
}

static inline void write_file(const char *file, const char *text)
{
	int fd = must(file, open(file, O_WRONLY));

	must(file, write(fd, text, strlen(text)));
	close(fd);
}

static inline void own_mounts(void)
{
	char map[64];
	int uid = getuid(), gid = getgid();

	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		unsupported("unshare");
	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %d 1", uid);
	write_file("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "0 %d 1", gid);
	write_file("/proc/self/gid_map", map);
}

static inline void bind_over(const char *evil, const char *allowed)
{
	own_mounts();
	must("mount", mount(evil, allowed, NULL, MS_BIND, NULL));
}

/* A layer in which the file is another. */
static inline void overlay_with(const char *evil, const char *allowed, const char *shared)
{
	char upper[1024], work[1024], file[2048], lower[1024], options[4096];

	snprintf(lower, sizeof(lower), "%.*s", (int)(strrchr(allowed, '/') - allowed), allowed);
	snprintf(upper, sizeof(upper), "%s/upper-%d", shared, getpid());
	snprintf(work, sizeof(work), "%s/work-%d", shared, getpid());
	must(upper, mkdir(upper, 0755));
	must(work, mkdir(work, 0755));
	snprintf(file, sizeof(file), "%s%s", upper, strrchr(allowed, '/'));
	copy_file(evil, file);
	snprintf(options, sizeof(options), "userxattr,lowerdir=%s,upperdir=%s,workdir=%s", lower,
		 upper, work);
	own_mounts();
	if (mount("overlay", lower, "overlay", 0, options))
		unsupported("overlay");
}

/* A root in which the allowed path is another file's. */
static inline bool enter_root_with(const char *how, const char *evil, const char *allowed,
				   const char *shared)
{
	static const char *const lent[] = {"/usr", "/lib", "/lib64"};
	char root[1024], path[4096];

	if (strcmp(how, "chroot") && strcmp(how, "pivot"))
		return false;
	snprintf(root, sizeof(root), "%s/root-%d", shared, getpid());
	must(root, mkdir(root, 0755));
	own_mounts();
	must("tmpfs", mount("none", root, "tmpfs", 0, NULL));
	snprintf(path, sizeof(path), "%s%s", root, allowed);
	make_folders(path);
	copy_file(evil, path);
	for (size_t i = 0; i < sizeof(lent) / sizeof(*lent); i++) {
		snprintf(path, sizeof(path), "%s%s", root, lent[i]);
		must(path, mkdir(path, 0755));
		if (mount(lent[i], path, NULL, MS_BIND | MS_REC, NULL) && errno != ENOENT)
			fail(path);
	}
	must(root, chdir(root));
	if (!strcmp(how, "pivot")) {
		must("pivot_root", syscall(SYS_pivot_root, ".", "."));
		must("umount", umount2(".", MNT_DETACH));
	} else {
		must("chroot", chroot("."));
	}
	return true;
}

#endif
