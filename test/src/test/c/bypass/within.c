/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Becomes a command in a network namespace and a cgroup, as a user and with a set of
 * capabilities: root has what the set holds and no more, anybody else has none.
 */
#include "../tester.h"
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static void enter_network(const char *file)
{
	must("setns", setns(must(file, open(file, O_RDONLY | O_CLOEXEC)), CLONE_NEWNET));
}

static void enter_cgroup(const char *folder)
{
	char file[4096];
	int fd;

	snprintf(file, sizeof(file), "%s/cgroup.procs", folder);
	fd = must(file, open(file, O_WRONLY | O_CLOEXEC));
	must(file, write(fd, "0", 1));
	close(fd);
}

static void keep_capabilities(unsigned long long kept)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2] = {0};

	for (int each = 0; prctl(PR_CAPBSET_READ, each) >= 0; each++)
		if (!(kept >> each & 1))
			must("PR_CAPBSET_DROP", prctl(PR_CAPBSET_DROP, each));
	for (int half = 0; half < 2; half++)
		data[half].effective = data[half].permitted = kept >> (32 * half);
	must("capset", syscall(SYS_capset, &header, data));
}

int main(int argc, char **argv)
{
	usage(argc >= 6, "NETWORK CGROUP|- UID CAPABILITIES COMMAND...");
	int uid = atoi(argv[3]);

	enter_network(argv[1]);
	if (strcmp(argv[2], "-"))
		enter_cgroup(argv[2]);
	must("setgroups", setgroups(0, NULL));
	must("setresgid", setresgid(uid, uid, uid));
	if (uid)
		must("setresuid", setresuid(uid, uid, uid));
	else
		keep_capabilities(strtoull(argv[4], NULL, 16));
	must("PR_SET_NO_NEW_PRIVS", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	execv(argv[5], argv + 5);
	fail(argv[5]);
}
