/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Whether a process may connect or send: asked where it does, on every route. What
 * may gets a mark on its socket, which packets are held against (egress.h).
 */
#ifndef POSTERN_VERDICT_H
#define POSTERN_VERDICT_H

#include "image.h"
#include "own.h"
#include "socket.h"

#define ANSWER_NS (30ULL * 1000000000) /* how long who sent a datagram may be answered */

enum verdict { DENY = 0, ALLOW = 1 };

/* Protocols that policies speak of; UDP-Lite (RFC 3828) is made of UDP's ports. */
static __always_inline __u32 policy_protocol(__u32 protocol)
{
	switch (protocol) {
	case IPPROTO_MPTCP:
		return IPPROTO_TCP;
	case IPPROTO_UDPLITE:
		return IPPROTO_UDP;
	default:
		return protocol;
	}
}

static __always_inline void destination_key_of(struct destination_key *key, __u64 cookie,
					       const __u8 remote[16], __u16 port)
{
	__builtin_memset(key, 0, sizeof(*key));
	key->cookie = cookie;
	key->port = port;
	__builtin_memcpy(key->remote, remote, sizeof(key->remote));
}

/* Nobody in particular is this machine, to who connects there. */
static __always_inline void settle(struct peer *settled, const struct peer *peer)
{
	__u32 *words = (__u32 *)settled->address;

	*settled = *peer;
	if (words[0] || words[1] || words[3] || (words[2] && words[2] != bpf_htonl(0xffff)))
		return;
	words[3] = words[2] ? bpf_htonl(0x7f000001) : bpf_htonl(1);
}

static __always_inline bool was_heard(__u64 cookie, const struct peer *peer)
{
	struct destination_key key;
	__u64 *when;

	destination_key_of(&key, cookie, peer->address, peer->port);
	when = bpf_map_lookup_elem(&heard, &key);
	return when && bpf_ktime_get_ns() - *when < ANSWER_NS;
}

/* Whether the socket carries leave for this destination from this very policy. */
static __always_inline bool is_marked(const struct mark *mark, const struct peer *peer,
				      const struct policy_head *policy)
{
	return policy && mark->flags & MARK_SET && !(mark->flags & MARK_ANSWER) &&
	       mark->revision == policy->revision && mark->port == peer->port &&
	       same_address(mark->address, peer->address);
}

static __always_inline void set_mark(struct mark *mark, const struct peer *peer,
				     const struct policy_head *policy, __u16 flags)
{
	__builtin_memcpy(mark->address, peer->address, sizeof(mark->address));
	mark->port = peer->port;
	mark->revision = policy ? policy->revision : 0;
	mark->flags = MARK_SET | flags;
}

/* Behind this hook a parent's program may give the datagram another destination. */
static __always_inline void set_sender(struct mark *mark, const struct policy_head *policy)
{
	if (policy && policy->flags & POLICY_TRANSLATED)
		mark->sender = current_tid();
}

/* Whether this refusal has not been told of yet. */
static __always_inline bool is_news(__u64 cookie, const struct peer *peer)
{
	struct destination_key key;
	__u8 told = 1;

	destination_key_of(&key, cookie, peer->address, peer->port);
	if (bpf_map_lookup_elem(&refused, &key))
		return false;
	if (bpf_map_update_elem(&refused, &key, &told, BPF_ANY))
		count(COUNTER_FAILED_DESTINATION_MAP);
	return true;
}

static __always_inline void report_blocked(enum blocked_act act, const struct policy_head *policy,
					   const struct owner *actor, __u32 tid, __u64 cookie,
					   __u32 protocol, const struct peer *peer, __u32 error)
{
	struct blocked_event *event = reserve(EVENT_BLOCKED, sizeof(*event));

	if (!event)
		return;
	set_socket(&event->socket, cookie, protocol, act == BLOCKED_BIND);
	set_actor(&event->socket.header, actor, tid);
	if (act == BLOCKED_BIND) {
		__builtin_memcpy(event->socket.local, peer->address, sizeof(event->socket.local));
		event->socket.local_port = peer->port;
	} else {
		__builtin_memcpy(event->socket.remote, peer->address, sizeof(event->socket.remote));
		event->socket.remote_port = peer->port;
	}
	event->act = act;
	event->mode = policy->mode;
	event->revision = policy->revision;
	event->error = error;
	submit(event);
}

/*
 * Whether packets without ports, or with whatever is written there, may go to an
 * address: where every port is allowed. Only then is port 0, which nobody can name.
 */
static __always_inline bool allows_every_port(const struct policy_head *policy,
					      const struct peer *peer, __u32 subject)
{
	struct peer any;

	__builtin_memcpy(any.address, peer->address, sizeof(any.address));
	any.port = 0;
	return allows(policy->generation, &any, IPPROTO_UDP, subject) &&
	       allows(policy->generation, &any, IPPROTO_TCP, subject);
}

static __always_inline bool has_ports(__u32 protocol)
{
	return protocol == IPPROTO_TCP || protocol == IPPROTO_UDP;
}

/* Whether it is the sidecar, on its way to where it must go for others. */
static __always_inline bool is_own_way(const struct owner *actor, const struct peer *peer,
				       __u32 protocol)
{
	struct own_destination key = {.port = peer->port, .protocol = protocol};

	if (!is_owned_by_sidecar(actor))
		return false;
	__builtin_memcpy(key.address, peer->address, sizeof(key.address));
	return bpf_map_lookup_elem(&own_destinations, &key);
}

/* Whether what the current process is about to do is allowed, and on what grounds. */
static __always_inline bool is_allowed(const struct policy_head *policy, struct bpf_sock_addr *ctx,
				       const struct peer *peer, const struct owner *actor,
				       __u16 *flags)
{
	__u32 subject = current_subject(policy, &actor->process);
	__u32 protocol = policy_protocol(ctx->protocol);

	if (!has_ports(protocol))
		return allows_every_port(policy, peer, subject);
	if (allows(policy->generation, peer, protocol, subject) ||
	    is_own_way(actor, peer, protocol))
		return true;
	if (protocol != IPPROTO_UDP || !was_heard(bpf_get_socket_cookie(ctx), peer))
		return false;
	*flags |= MARK_ANSWER;
	return true;
}

/*
 * To sort the addresses of a name (RFC 6724), C libraries connect a datagram socket to
 * each, which sends nothing: refused, all of them would seem out of reach. So it is
 * connected, without leave to send.
 */
static __always_inline bool is_trial(enum blocked_act act, const struct policy_head *policy,
				     struct bpf_sock_addr *ctx, const struct peer *peer,
				     const struct socket_state *state)
{
	return act == BLOCKED_CONNECT && ctx->protocol == IPPROTO_UDP && state &&
	       is_named(policy->generation, peer->address);
}

/* Refuses, or under Audit tells what would be refused. */
static __always_inline enum verdict refuse(enum blocked_act act, const struct policy_head *policy,
					   struct bpf_sock_addr *ctx, const struct peer *peer,
					   const struct owner *actor)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	__u32 error = enforces(policy) ? policy->refusal : 0;

	if (is_news(cookie, peer)) {
		if (!is_described(&actor->process))
			describe_current(EVENT_PROCESS);
		report_blocked(act, policy, actor, current_tid(), cookie, ctx->protocol, peer,
			       error);
	}
	if (!enforces(policy))
		return ALLOW;
	count(act == BLOCKED_CONNECT ? COUNTER_DENIED_CONNECT : COUNTER_DENIED_SENDTO);
	bpf_set_retval(-(int)error);
	return DENY;
}

/*
 * The verdict on connect() or on a datagram. What passes gets its mark in every
 * mode, so that a stricter policy finds it there.
 */
static __always_inline enum verdict judge(enum blocked_act act, struct bpf_sock_addr *ctx,
					  const struct peer *asked, struct socket_state *state)
{
	__u16 flags = act == BLOCKED_CONNECT ? MARK_CONNECTED | MARK_CONNECTING : 0;
	struct policy_head *policy = the_policy();
	struct owner actor;
	struct peer peer;
	bool marked;

	settle(&peer, asked);
	marked = state && is_marked(&state->mark, &peer, policy);
	if (marked && act == BLOCKED_SENDTO) {
		set_sender(&state->mark, policy);
		return ALLOW;
	}
	if (judges(policy) && !marked && !is_loopback(peer.address)) {
		current_owner(&actor);
		if (!is_allowed(policy, ctx, &peer, &actor, &flags)) {
			if (is_trial(act, policy, ctx, &peer, state)) {
				state->tried = 1;
				state->mark.flags = 0;
				return ALLOW;
			}
			if (refuse(act, policy, ctx, asked, &actor) == DENY)
				return DENY;
		}
	}
	if (state) {
		set_mark(&state->mark, &peer, policy, flags);
		if (act == BLOCKED_SENDTO)
			set_sender(&state->mark, policy);
	} else if (enforces(policy))
		return DENY; /* without a mark its packets would be dropped anyway */
	return ALLOW;
}

/* Who came in may be answered, and is on the wire as long as the connection is. */
static __always_inline void mark_accepted(struct socket_state *state)
{
	__builtin_memcpy(state->mark.address, state->remote, sizeof(state->mark.address));
	state->mark.port = state->remote_port;
	state->mark.flags = MARK_SET;
}

#endif
