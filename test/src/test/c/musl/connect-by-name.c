/* SPDX-License-Identifier: Apache-2.0 */
/* Looks a name up as musl does, connects, and says to which address. */
#include "../tester.h"

#include <netdb.h>

int main(int argc, char **argv)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
	char text[INET6_ADDRSTRLEN];
	int error, fd;

	usage(argc == 3, "NAME PORT");
	error = getaddrinfo(argv[1], argv[2], &hints, &found);
	if (error) {
		printf("%s: %s\n", argv[1], gai_strerror(error));
		return 1;
	}
	fd = must("socket", socket(found->ai_family, SOCK_STREAM, 0));
	must("connect", connect(fd, found->ai_addr, found->ai_addrlen));
	getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof(text), NULL, 0, NI_NUMERICHOST);
	printf("%s\n", text);
	return 0;
}
