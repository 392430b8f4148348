/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An attempt to reach a forbidden destination. What is tried ends with 0 when the
 * kernel took it, whether or not anything left: a sniffer at the far end tells that.
 */
#ifndef POSTERN_ATTEMPT_H
#define POSTERN_ATTEMPT_H

#include "../tester.h"
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/time.h>
#include <sys/uio.h>

#define TARGETS "FORBIDDEN PORT ALLOWED PORT TOKEN"

/* The network interface of the scope. */
#define INTERFACE "eth0"

enum { TARGET_ARGUMENTS = 5 };

struct attempt {
	struct end forbidden, allowed;
	char *token; /* what a leaked packet is known by */
	size_t length;
};

/* Gives a silent kernel some time; then SIGALRM ends the tester. */
static inline void begin_patience(void)
{
	const char *slower = getenv("PATIENCE");
	long milliseconds = 1000 * (slower ? atol(slower) : 1);
	struct itimerval limit = {
		.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000},
	};

	must("setitimer", setitimer(ITIMER_REAL, &limit, NULL));
}

/* The last five arguments; the others are the tester's own. */
static inline struct attempt attempt_of(int argc, char **argv, int own, const char *arguments)
{
	struct attempt attempt;
	char **target = argv + 1 + own;

	usage(argc == 1 + own + TARGET_ARGUMENTS, arguments);
	begin_patience();
	attempt.forbidden = end_of(target[0], target[1]);
	attempt.allowed = end_of(target[2], target[3]);
	attempt.token = target[4];
	attempt.length = strlen(target[4]);
	return attempt;
}

static inline _Noreturn void unsupported(const char *what)
{
	printf("%s: %s\n", what, strerror(errno));
	exit(UNSUPPORTED);
}

/* A socket, or UNSUPPORTED when the kernel knows no such protocol. */
static inline int known_socket(int family, int type, int protocol)
{
	int fd = socket(family, type, protocol);

	if (fd < 0 && (errno == EPROTONOSUPPORT || errno == EAFNOSUPPORT ||
		       errno == ESOCKTNOSUPPORT || errno == ENOPROTOOPT))
		unsupported("socket");
	return must("socket", fd);
}

static inline void set_option(int fd, int level, int name, const void *value, socklen_t length)
{
	must("setsockopt", setsockopt(fd, level, name, value, length));
}

static inline void set_number(int fd, int level, int name, int value)
{
	set_option(fd, level, name, &value, sizeof(value));
}

static inline void send_token(int fd, const struct attempt *attempt)
{
	must("send", send(fd, attempt->token, attempt->length, MSG_NOSIGNAL));
}

static inline void send_token_to(int fd, const struct attempt *attempt, struct end *to)
{
	must("sendto",
	     sendto(fd, attempt->token, attempt->length, MSG_NOSIGNAL, address_of(to), to->length));
}

/* Connects and sends; then waits until the peer has said that it was reached. */
static inline void connect_and_talk(int fd, struct attempt *attempt, struct end *to)
{
	must_connect(fd, to);
	send_token(fd, attempt);
	await_greeting(fd);
}

/* A message of the token, with the destination and room for ancillary data. */
struct token_message {
	struct msghdr header;
	struct iovec vector;
	_Alignas(struct cmsghdr) char control[256];
};

static inline void token_message(struct token_message *message, const struct attempt *attempt,
				 struct end *to)
{
	memset(message, 0, sizeof(*message));
	message->vector.iov_base = attempt->token;
	message->vector.iov_len = attempt->length;
	message->header.msg_iov = &message->vector;
	message->header.msg_iovlen = 1;
	message->header.msg_name = to ? address_of(to) : NULL;
	message->header.msg_namelen = to ? to->length : 0;
}

/* Adds the only ancillary datum. */
static inline void attach(struct token_message *message, int level, int type, const void *data,
			  size_t length)
{
	struct cmsghdr *header = (struct cmsghdr *)message->control;

	header->cmsg_level = level;
	header->cmsg_type = type;
	header->cmsg_len = CMSG_LEN(length);
	memcpy(CMSG_DATA(header), data, length);
	message->header.msg_control = message->control;
	message->header.msg_controllen = CMSG_SPACE(length);
}

#endif
