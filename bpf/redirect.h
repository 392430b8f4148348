/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Under a policy that names hosts the scope asks the sidecar's forwarder for names,
 * whatever resolver a program means: datagrams and TCP to port 53 of any address,
 * loopback included. To the program the resolver answers.
 */
#ifndef POSTERN_REDIRECT_H
#define POSTERN_REDIRECT_H

#include "dns.h"
#include "own.h"
#include "verdict.h"

/* Whether a destination is a resolver that the forwarder shall be instead. */
static __always_inline bool is_to_resolver(const struct policy_head *policy,
					   struct bpf_sock_addr *ctx, const struct peer *peer)
{
	return enforces(policy) && policy->forwarder_port && peer->port == DNS_PORT &&
	       has_ports(policy_protocol(ctx->protocol)) && !is_own();
}

static __always_inline void set_forwarder(struct peer *forwarder, const struct policy_head *policy,
					  bool mapped)
{
	__u32 *words = (__u32 *)forwarder->address;

	words[0] = 0;
	words[1] = 0;
	words[2] = mapped ? bpf_htonl(0xffff) : 0;
	words[3] = bpf_htonl(mapped ? 0x7f000001 : 1);
	forwarder->port = policy->forwarder_port;
}

static __always_inline bool is_mapped(const struct peer *peer)
{
	const __u32 *words = (const __u32 *)peer->address;

	return !words[0] && !words[1] && words[2] == bpf_htonl(0xffff);
}

/* Writes another destination, in the family of the call. */
static __always_inline void aim_at(struct bpf_sock_addr *ctx, const struct peer *peer, bool v6)
{
	const __u32 *words = (const __u32 *)peer->address;

	ctx->user_port = bpf_htons(peer->port);
	if (!v6) {
		ctx->user_ip4 = words[3];
		return;
	}
	ctx->user_ip6[0] = words[0];
	ctx->user_ip6[1] = words[1];
	ctx->user_ip6[2] = words[2];
	ctx->user_ip6[3] = words[3];
}

/* Sends a socket to the forwarder, and remembers where it meant to go. */
static __always_inline void redirect(const struct policy_head *policy, struct bpf_sock_addr *ctx,
				     struct socket_state *state, const struct peer *resolver,
				     __u16 flags, bool v6)
{
	struct peer forwarder;

	set_forwarder(&forwarder, policy, is_mapped(resolver));
	__builtin_memcpy(state->resolver, resolver->address, sizeof(state->resolver));
	state->forwarder_port = forwarder.port;
	set_mark(&state->mark, &forwarder, policy, flags);
	aim_at(ctx, &forwarder, v6);
}

/* What recvmsg() and getpeername() say: the resolver that was asked for. */
static __always_inline void show_resolver(struct bpf_sock_addr *ctx, const struct peer *end,
					  bool v6)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, ctx->sk, 0, 0);
	struct peer resolver;

	if (stands_for(state, end, &resolver))
		aim_at(ctx, &resolver, v6);
}

#endif
