"""Holds connections until told: ADDRESS PORT... Says its own port; then whether each still works."""
import errno, fcntl, select, socket, struct, sys, termios

LIMIT = 10

def held(address, port):
    return socket.create_connection((address, port), timeout=LIMIT)

def fate(s):
    """Whether a byte is acknowledged, or the error that comes instead."""
    s.setblocking(True)
    try:
        s.send(b"x")
        for _ in range(LIMIT * 100):
            failure = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if failure:
                return errno.errorcode[failure]
            if not struct.unpack("i", fcntl.ioctl(s, termios.TIOCOUTQ, bytes(4)))[0]:
                return "acknowledged"
            select.select([], [], [], 0.01)
        return "silence"
    except OSError as e:
        return errno.errorcode[e.errno]

ends = list(zip(sys.argv[1::2], map(int, sys.argv[2::2])))
connections = [held(*end) for end in ends]
inner = socket.create_server(("127.0.0.1", 0))
connections.append(held(*inner.getsockname()))
listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
print(listener.getsockname()[1], flush=True)
connections.append(listener.accept()[0])
print("held", flush=True)
sys.stdin.readline()
for s in connections:
    print(fate(s), flush=True)
