/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which sockets may be made: under Enforce only those that a verdict can be given on. */
#ifndef POSTERN_SOCKET_MADE_H
#define POSTERN_SOCKET_MADE_H

#include "verdict.h"
#include <linux/errno.h>

#define SOCKET_STREAM 1
#define SOCKET_DATAGRAM 2

/*
 * Under Enforce there are only sockets whose every packet has a verdict to be held
 * against. The errno is what a kernel without the protocol gives.
 */
static __always_inline enum verdict judge_socket(struct bpf_sock *sk)
{
	struct policy_head *policy = the_policy();
	struct peer nowhere = {};
	struct owner actor;
	int error;

	if (!enforces(policy))
		return ALLOW;
	if (sk->type == SOCKET_STREAM && sk->protocol == IPPROTO_TCP)
		return ALLOW;
	if (sk->type == SOCKET_DATAGRAM && sk->protocol == IPPROTO_UDP)
		return ALLOW;
	switch (sk->protocol) {
	case IPPROTO_MPTCP:
	case IPPROTO_UDPLITE:
	case IPPROTO_SCTP:
	case IPPROTO_DCCP:
		error = EPROTONOSUPPORT;
		break;
	default:
		error = EPERM;
	}
	current_owner(&actor);
	count(COUNTER_DENIED_SOCKET);
	if (!is_described(&actor.process))
		describe_current(EVENT_PROCESS);
	report_blocked(BLOCKED_SOCKET, policy, &actor, current_tid(), 0, sk->protocol, &nowhere,
		       error);
	bpf_set_retval(-error);
	return DENY;
}

#endif
