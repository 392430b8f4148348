/* SPDX-License-Identifier: Apache-2.0 */
/* File descriptors over unix(7) sockets. */
#ifndef POSTERN_PASS_H
#define POSTERN_PASS_H

#include "tester.h"

union passed {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

static inline void pass(int channel, int fd)
{
	union passed control = {0};
	struct iovec vector = {.iov_base = "", .iov_len = 1};
	struct msghdr message = {.msg_iov = &vector,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	must("passing", sendmsg(channel, &message, 0));
}

static inline int take(int channel)
{
	union passed control;
	char byte;
	struct iovec vector = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {.msg_iov = &vector,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	int fd;

	must("taking", recvmsg(channel, &message, 0));
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return fd;
}

#endif
