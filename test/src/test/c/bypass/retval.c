/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A helper above the scope: attaches to a cgroup programs that wipe out what programs
 * below them refused, and keeps them until its standard input ends.
 */
#include "../tester.h"
#include <fcntl.h>
#include <linux/bpf.h>
#include <sys/syscall.h>

enum { SET_RETVAL = 187 }; /* BPF_FUNC_set_retval, Linux 5.18 */

static long bpf(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof(*attr));
}

/* bpf_set_retval(0); return 1; */
static int pardon(enum bpf_attach_type type)
{
	struct bpf_insn code[] = {
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_1, .imm = 0},
		{.code = BPF_JMP | BPF_CALL, .imm = SET_RETVAL},
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 1},
		{.code = BPF_JMP | BPF_EXIT},
	};
	union bpf_attr load = {.prog_type = BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
			       .insns = (__u64)code,
			       .insn_cnt = sizeof(code) / sizeof(*code),
			       .license = (__u64) "GPL",
			       .expected_attach_type = type};

	return must("BPF_PROG_LOAD", bpf(BPF_PROG_LOAD, &load));
}

/* A link, so that nothing stays when this process ends. */
static void attach_to(int cgroup, enum bpf_attach_type type)
{
	union bpf_attr link = {0};

	link.link_create.prog_fd = pardon(type);
	link.link_create.target_fd = cgroup;
	link.link_create.attach_type = type;
	must("BPF_LINK_CREATE", bpf(BPF_LINK_CREATE, &link));
}

int main(int argc, char **argv)
{
	usage(argc == 2, "CGROUP");
	int cgroup = must(argv[1], open(argv[1], O_RDONLY | O_DIRECTORY));

	attach_to(cgroup, BPF_CGROUP_INET4_CONNECT);
	attach_to(cgroup, BPF_CGROUP_INET6_CONNECT);
	attach_to(cgroup, BPF_CGROUP_UDP4_SENDMSG);
	attach_to(cgroup, BPF_CGROUP_UDP6_SENDMSG);
	printf("ready\n");
	fflush(stdout);
	getchar();
	return 0;
}
