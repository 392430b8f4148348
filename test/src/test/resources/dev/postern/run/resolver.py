"""
resolver.py ADDRESS...: a resolver at each address, and a greeting over HTTP at every address, port
8080. The file `zone` has lines of NAME TYPE DATA; what has the type SILENT is never answered. Each
question and each greeting becomes a line of the file `seen`: "192.0.2.53 udp web.example A", and
"192.0.2.80 greeted". The file `ready` tells that all are there.
"""
import http.server, pathlib, socket, socketserver, struct, sys, threading

TYPES = {'A': 1, 'CNAME': 5, 'PTR': 12, 'AAAA': 28, 'OPT': 41, 'HTTPS': 65, 'SRV': 33}
seen = open('seen', 'a', buffering=1)
zone = {}
for line in open('zone'):
    name, kind, *data = line.split()
    zone.setdefault(name, []).append((kind, data))


def note(*words):
    seen.write(' '.join(words) + '\n')  # at once: there are many threads


def encode(name):
    return b''.join(bytes([len(label)]) + label.encode() for label in name.split('.')) + b'\0'


def rdata(kind, data):
    if kind in ('A', 'AAAA'):
        return socket.inet_pton(socket.AF_INET if kind == 'A' else socket.AF_INET6, data[0])
    numbers = data[:-1]
    return struct.pack('!%dH' % len(numbers), *map(int, numbers)) + encode(data[-1])


def records(owner, kind):
    for at_hand, data in zone.get(owner, []):
        if at_hand in (kind, 'CNAME'):
            body = rdata(at_hand, data)
            yield encode(owner) + struct.pack('!HHIH', TYPES[at_hand], 1, 30, len(body)) + body
        if at_hand == 'CNAME' != kind:
            yield from records(data[0], kind)


def question(query):
    """The name as it is spelled, the number of its type, where it ends."""
    at, labels = 12, []
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += query[at] + 1
    return '.'.join(labels), struct.unpack_from('!H', query, at + 1)[0], at + 5


def answer(query, where, protocol):
    name, number, end = question(query)
    kind = next((text for text, known in TYPES.items() if known == number), str(number))
    note(where, protocol, name, kind)
    owner = name.lower()
    if ('SILENT', []) in zone.get(owner, []):
        return None
    found = list(records(owner, kind))
    flags = 0x8180 if owner in zone else 0x8183
    opt = b''
    longest = 512 if protocol == 'udp' else 65535
    if struct.unpack_from('!H', query, 10)[0]:
        opt = struct.pack('!BHHIH', 0, TYPES['OPT'], 1232, 0, 0)
        if protocol == 'udp':
            longest = struct.unpack_from('!H', query, end + 3)[0]
    if end + sum(map(len, found)) + len(opt) > longest:
        found, flags = [], flags | 0x200
    counts = struct.pack('!5H', flags, 1, len(found), 0, 1 if opt else 0)
    return query[:2] + counts + query[12:end] + b''.join(found) + opt


def datagrams(resolver, where):
    while True:
        query, peer = resolver.recvfrom(9000)
        if response := answer(query, where, 'udp'):
            resolver.sendto(response, peer)


def streams(listener, where):
    while True:
        threading.Thread(target=stream, args=(listener.accept()[0], where), daemon=True).start()


def stream(client, where):
    with client, client.makefile('rb') as queries:
        while length := queries.read(2):
            query = queries.read(struct.unpack('!H', length)[0])
            if response := answer(query, where, 'tcp'):
                client.sendall(struct.pack('!H', len(response)) + response)


class Greeter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        note(self.request.getsockname()[0].removeprefix('::ffff:'), 'greeted')
        self.send_response(200)
        self.send_header('Content-Length', '6')
        self.end_headers()
        self.wfile.write(b'hello\n')

    def log_message(self, *_):
        pass


class Everywhere(socketserver.ThreadingTCPServer):  # an HTTPServer looks its own name up
    daemon_threads = True
    address_family = socket.AF_INET6  # takes IPv4 too
    request_queue_size = 128


def serve(function, *arguments):
    threading.Thread(target=function, args=arguments, daemon=True).start()


for address in sys.argv[1:]:
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    resolver = socket.socket(family, socket.SOCK_DGRAM)
    resolver.bind((address, 53))
    serve(datagrams, resolver, address)
    serve(streams, socket.create_server((address, 53), family=family), address)
serve(Everywhere(('::', 8080), Greeter).serve_forever)
pathlib.Path('ready').touch()
threading.Event().wait()
