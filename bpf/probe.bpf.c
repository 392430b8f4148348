// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * The probe's entry points. All but the three process hooks and what the loader
 * runs itself are attached to the scope's cgroup, so that nobody else pays.
 */
#include "egress.h"
#include "ingress.h"
#include "outbound.h"
#include "snapshot.h"
#include "socket_made.h"
#include <bpf/bpf_tracing.h>

/* Keeps the types that the sidecar looks up in the object's BTF. */
const enum event_abi *unused_abi __attribute__((unused));
const enum event_kind *unused_kind __attribute__((unused));
const enum counter *unused_counter __attribute__((unused));
const enum process_flag *unused_flag __attribute__((unused));
const enum failure_reason *unused_reason __attribute__((unused));
const enum duration_class *unused_class __attribute__((unused));
const struct socket_event *unused_socket __attribute__((unused));
const struct stage_event *unused_stage __attribute__((unused));
const struct process_event *unused_process __attribute__((unused));
const struct blocked_event *unused_blocked __attribute__((unused));
const struct dns_event *unused_dns __attribute__((unused));
const enum blocked_act *unused_act __attribute__((unused));
const enum consumer_place *unused_place __attribute__((unused));
const enum policy_mode *unused_mode __attribute__((unused));
const enum policy_flag *unused_policy_flag __attribute__((unused));
const enum policy_limit *unused_limit __attribute__((unused));
const enum destination_flag *unused_destination_flag __attribute__((unused));
const struct fork_event *unused_fork __attribute__((unused));

SEC("cgroup/connect4")
int connect4(struct bpf_sock_addr *ctx)
{
	struct peer peer;

	peer_v4(&peer, ctx);
	return on_connect(ctx, &peer, false);
}

SEC("cgroup/connect6")
int connect6(struct bpf_sock_addr *ctx)
{
	struct peer peer;

	peer_v6(&peer, ctx);
	return on_connect(ctx, &peer, true);
}

SEC("cgroup/sendmsg4")
int sendmsg4(struct bpf_sock_addr *ctx)
{
	struct peer peer;

	peer_v4(&peer, ctx);
	return on_send(ctx, &peer, false);
}

SEC("cgroup/sendmsg6")
int sendmsg6(struct bpf_sock_addr *ctx)
{
	struct peer peer;

	peer_v6(&peer, ctx);
	return on_send(ctx, &peer, true);
}

SEC("cgroup/bind4")
int bind4(struct bpf_sock_addr *ctx)
{
	struct peer end;

	peer_v4(&end, ctx);
	return on_bind(ctx, &end);
}

SEC("cgroup/bind6")
int bind6(struct bpf_sock_addr *ctx)
{
	struct peer end;

	peer_v6(&end, ctx);
	return on_bind(ctx, &end);
}

/* Under a policy that names hosts: what asked a resolver hears from it. */
SEC("cgroup/recvmsg4")
int recvmsg4(struct bpf_sock_addr *ctx)
{
	return on_peer_told_v4(ctx);
}

SEC("cgroup/recvmsg6")
int recvmsg6(struct bpf_sock_addr *ctx)
{
	return on_peer_told_v6(ctx);
}

SEC("cgroup/getpeername4")
int getpeername4(struct bpf_sock_addr *ctx)
{
	return on_peer_told_v4(ctx);
}

SEC("cgroup/getpeername6")
int getpeername6(struct bpf_sock_addr *ctx)
{
	return on_peer_told_v6(ctx);
}

/* Under an enforced policy only some kinds of sockets are made. */
SEC("cgroup/sock_create")
int socket_made(struct bpf_sock *sk)
{
	return judge_socket(sk);
}

SEC("sockops")
int tcp_life(struct bpf_sock_ops *ctx)
{
	on_tcp(ctx);
	return ALLOW;
}

SEC("cgroup_skb/egress")
int packet_out(struct __sk_buff *skb)
{
	return on_egress(skb);
}

SEC("cgroup_skb/ingress")
int packet_in(struct __sk_buff *skb)
{
	on_ingress(skb);
	return ALLOW;
}

SEC("tp_btf/sched_process_exec")
int process_exec(void *ctx)
{
	on_exec();
	note_exec();
	return 0;
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(process_fork, struct task_struct *parent, struct task_struct *child)
{
	on_fork(parent, child);
	note_fork(parent, child);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(process_exit, struct task_struct *task)
{
	note_consumers_end(task);
	on_exit(task);
	forget_image(task);
	return 0;
}

/* Run by the loader, with the id of the scope's cgroup, before it opens a port. */
SEC("raw_tp")
int identify(struct bpf_raw_tracepoint_args *ctx)
{
	identify_consumer(ctx->args[0]);
	return 0;
}

/* Run by the loader, once, with the id of the scope's cgroup. */
SEC("raw_tp")
int walk(struct bpf_raw_tracepoint_args *ctx)
{
	walk_processes(ctx->args[0]);
	return 0;
}

SEC("iter/tcp")
int open_tcp(struct bpf_iter__tcp *ctx)
{
	struct sock_common *sk = ctx->sk_common;

	if (sk)
		on_open_tcp(sk);
	return 0;
}

SEC("iter/udp")
int open_udp(struct bpf_iter__udp *ctx)
{
	struct udp_sock *udp = ctx->udp_sk;

	if (udp)
		on_open_udp(udp);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
