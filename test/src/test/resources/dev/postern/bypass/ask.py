"""Asks a server: ADDRESS PORT WISH BYTES. Says what came of it."""
import errno, select, socket, sys

address, port, wish, size = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
LIMIT = 10
LAST_ACK = "09"

def read_all(s):
    total = b""
    count = 0
    while part := s.recv(1 << 16):
        count += len(part)
        total = (total + part)[:64]
    return count, total

def connect():
    s = socket.create_connection((address, port), timeout=LIMIT)
    return s

def states(local):
    for name in "/proc/net/tcp", "/proc/net/tcp6":
        for line in open(name).readlines()[1:]:
            word = line.split()
            if int(word[1].rsplit(":", 1)[1], 16) == local:
                yield word[3]

def upload():
    s = connect()
    s.sendall(b"u")
    s.sendall(bytes(size))
    s.shutdown(socket.SHUT_WR)
    print("taken", read_all(s)[1].decode())

def download():
    s = connect()
    s.sendall(b"d")
    print("got", read_all(s)[0])

def be_closed():
    """The server is gone when this side closes: only its kernel can acknowledge that."""
    s = connect()
    local = s.getsockname()[1]
    s.sendall(b"c")
    print("end", read_all(s)[0])
    s.close()
    for _ in range(LIMIT * 100):
        if LAST_ACK not in states(local):
            break
        select.select([], [], [], 0.01)
    print("unacknowledged" if LAST_ACK in states(local) else "closed")

def datagram():
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    s = socket.socket(family, socket.SOCK_DGRAM)
    s.settimeout(LIMIT)
    s.sendto(bytes(size), (address, port))
    print("back", len(s.recv(65536)))

def refused():
    try:
        connect()
        print("connected")
    except OSError as e:
        print(errno.errorcode.get(e.errno, e))

def ping():
    v6 = ":" in address
    family, protocol = (socket.AF_INET6, socket.IPPROTO_ICMPV6) if v6 else (socket.AF_INET, 1)
    s = socket.socket(family, socket.SOCK_RAW, protocol)
    s.settimeout(LIMIT)
    request = bytearray([128 if v6 else 8, 0, 0, 0, 0x12, 0x34, 0, 1])
    if not v6:
        words = sum(request[i] << 8 | request[i + 1] for i in range(0, 8, 2))
        check = ~(words + (words >> 16)) & 0xFFFF
        request[2:4] = check.to_bytes(2, "big")
    s.sendto(request, (address, 0))
    while True:
        reply = s.recv(2048)
        if not v6:
            reply = reply[20:]
        if reply[0] == (129 if v6 else 0) and reply[4:8] == request[4:8]:
            print("answered")
            return

{"u": upload, "d": download, "c": be_closed, "udp": datagram, "refused": refused, "ping": ping}[wish]()
