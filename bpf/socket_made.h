/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which sockets may be made: under Enforce only those that a verdict can be given on. */
#ifndef POSTERN_SOCKET_MADE_H
#define POSTERN_SOCKET_MADE_H

#include "verdict.h"
#include <linux/errno.h>

#define SOCKET_STREAM 1
#define SOCKET_DATAGRAM 2

/* The flag of a policy with which such a socket may be made; 0: there is none. */
static __always_inline __u32 flag_of(struct bpf_sock *sk)
{
	if (sk->type == SOCKET_RAW)
		return POLICY_SOCKETS_RAW;
	switch (sk->protocol) {
	case IPPROTO_ICMP:
	case IPPROTO_ICMPV6:
		return sk->type == SOCKET_DATAGRAM ? POLICY_SOCKETS_PING : 0;
	case IPPROTO_MPTCP:
		return sk->type == SOCKET_STREAM ? POLICY_SOCKETS_MPTCP : 0;
	case IPPROTO_UDPLITE:
		return sk->type == SOCKET_DATAGRAM ? POLICY_SOCKETS_UDPLITE : 0;
	}
	return 0;
}

/* What a kernel without the protocol gives, or who lacks the right. */
static __always_inline int refusal_of(struct bpf_sock *sk)
{
	switch (sk->protocol) {
	case IPPROTO_MPTCP:
	case IPPROTO_UDPLITE:
	case IPPROTO_SCTP:
	case IPPROTO_DCCP:
		return EPROTONOSUPPORT;
	default:
		return EPERM;
	}
}

static __always_inline enum verdict refuse_socket(const struct policy_head *policy,
						  struct bpf_sock *sk, const struct owner *actor)
{
	struct peer nowhere = {};
	int error = refusal_of(sk);

	count(COUNTER_DENIED_SOCKET);
	if (!is_described(&actor->process))
		describe_current(EVENT_PROCESS);
	report_blocked(BLOCKED_SOCKET, policy, actor, current_tid(), 0, sk->protocol, &nowhere,
		       error);
	bpf_set_retval(-error);
	return DENY;
}

/*
 * Under Enforce there are only sockets whose every packet has a verdict to be held
 * against. Some send without a hook that could tell whose they are: that is noted
 * here, in every mode, so that a stricter policy finds it.
 */
static __always_inline enum verdict judge_socket(struct bpf_sock *sk)
{
	struct policy_head *policy;
	struct socket_state *state;
	struct owner actor;

	if (sk->type == SOCKET_STREAM && sk->protocol == IPPROTO_TCP)
		return ALLOW;
	if (sk->type == SOCKET_DATAGRAM && sk->protocol == IPPROTO_UDP)
		return ALLOW;
	policy = the_policy();
	current_owner(&actor);
	if (enforces(policy) && !(policy->flags & flag_of(sk)))
		return refuse_socket(policy, sk, &actor);
	current_subject(policy, &actor.process);
	state = bpf_sk_storage_get(&sockets, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (state)
		state->owner = actor;
	else
		count(COUNTER_FAILED_SOCKET_STORAGE);
	return ALLOW;
}

#endif
