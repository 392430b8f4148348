/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attaches every program of an object to a cgroup: shared with others that come, or exclusively,
 * which forbids others there and below. Puts the services given into the map of that name. What is
 * shared goes when this process does; what is exclusive at a good end, or with the cgroup.
 */
#include "tester.h"
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>

/* An address and a port, in network order; IPv4 as ::ffff:a.b.c.d. */
struct service_end {
	struct in6_addr address;
	uint32_t port;
};

static struct service_end service_end_of(const char *address, const char *port)
{
	struct end written = end_of(address, port);
	struct service_end end = {0};

	end.port = htons(atoi(port));
	if (family_of(&written) == AF_INET6) {
		end.address = ((struct sockaddr_in6 *)&written.address)->sin6_addr;
	} else {
		end.address.s6_addr[10] = end.address.s6_addr[11] = 0xff;
		memcpy(&end.address.s6_addr[12],
		       &((struct sockaddr_in *)&written.address)->sin_addr, 4);
	}
	return end;
}

static void attach(struct bpf_program *program, int cgroup, bool exclusive)
{
	if (exclusive) {
		must("attach", bpf_prog_attach(bpf_program__fd(program), cgroup,
					       bpf_program__expected_attach_type(program), 0));
	} else if (!bpf_program__attach_cgroup(program, cgroup)) {
		fail("attach");
	}
}

int main(int argc, char **argv)
{
	usage(argc >= 4 && argc % 4 == 0,
	      "shared|exclusive CGROUP OBJECT [SERVICE PORT BACKEND PORT]...");
	bool exclusive = !strcmp(argv[1], "exclusive");
	int cgroup = must("open", open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	struct bpf_object *object = bpf_object__open(argv[3]);
	struct bpf_program *program;

	if (!object)
		fail(argv[3]);
	must("load", bpf_object__load(object));
	for (int i = 4; i < argc; i += 4) {
		struct service_end service = service_end_of(argv[i], argv[i + 1]);
		struct service_end backend = service_end_of(argv[i + 2], argv[i + 3]);

		must("services",
		     bpf_map_update_elem(bpf_object__find_map_fd_by_name(object, "services"),
					 &service, &backend, BPF_ANY));
	}
	bpf_object__for_each_program(program, object) attach(program, cgroup, exclusive);
	await_go();
	if (exclusive)
		bpf_object__for_each_program(program, object) must(
			"detach", bpf_prog_detach2(bpf_program__fd(program), cgroup,
						   bpf_program__expected_attach_type(program)));
	return 0;
}
