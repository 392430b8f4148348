// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Lets every connection pass: for who only needs a program to be there. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/connect4")
int allow_connect4(struct bpf_sock_addr *ctx)
{
	return 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
