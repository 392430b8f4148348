"""A program of the scope that goes by names. FOLDER of the testers, WHAT, and what it takes.

Every line it says is an answer's code with its addresses, or what became of a connection.
"""

import errno
import socket
import struct
import sys

sys.path.insert(0, sys.argv[1])
from dns_message import (PORT, ask, family, framed, packed, query, question, received,  # noqa: E402
                         record, refusal)

RESOLVER = '198.51.100.53'


def skipped(message, at):
    """Behind the name that begins there."""
    while message[at]:
        if message[at] >= 0xc0:
            return at + 2
        at += message[at] + 1
    return at + 1


def addresses(response):
    """Those in the answer section, in its order."""
    count, found = struct.unpack_from('!H', response, 6)[0], []
    at = skipped(response, 12) + 4
    for _ in range(count):
        at = skipped(response, at)
        kind, _, _, size = struct.unpack_from('!2HIH', response, at)
        data = response[at + 10:at + 10 + size]
        if kind in (1, 28):
            found.append(socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, data))
        at += 10 + size
    return found


def answer(how, to, host, kind='A'):
    response = ask(how, to, query(question(host, kind)))
    if response[2] & 2:  # truncated
        response = ask('tcp', to, query(question(host, kind)))
    return response


def text(response):
    return ' '.join([refusal(response) or 'NOERROR', *addresses(response)])


def outcome(act):
    try:
        act()
        return 'reached'
    except OSError as e:
        return errno.errorcode.get(e.errno, str(e))


def connect(address, port):
    with socket.create_connection((address, int(port)), 10) as s:
        assert s.recv(1) == b'!'


def lookup(how, to, host, kind='A'):
    yield text(answer(how, to, host, kind))


def reach(host, kind, port):
    """Every address of a name."""
    found = addresses(answer('udp-sendto', RESOLVER, host, kind))
    for address in found:
        yield address + ' ' + outcome(lambda: connect(address, port))


def at_once(count):
    """Always another name and another address, which is gone to in the next system call."""
    wrong = 0
    for i in range(int(count)):
        address = '203.0.113.%d' % (i + 1) if i < 254 else '192.0.2.%d' % (i - 253)
        host = 'list%d-%s.cdn.example' % (i, packed(address).hex())
        s = socket.socket(socket.AF_INET)
        to = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        to.settimeout(10)
        to.sendto(query(question(host)), (RESOLVER, PORT))
        to.recv(512)
        wrong += outcome(lambda: s.connect((address, 443))) != 'reached'
        s.close()
        to.close()
    yield 'refused %d' % wrong


def pipelined(*hosts):
    """All of them in one segment."""
    with socket.create_connection((RESOLVER, PORT), 10) as s, s.makefile('rb') as stream:
        messages = [query(question(host)) for host in hosts]
        s.sendall(b''.join(map(framed, messages)))
        answers = [received(stream) for _ in hosts]
    for message in messages:
        yield text(next(each for each in answers if each[:2] == message[:2]))


def send(address, port, token):
    s = socket.socket(family(address), socket.SOCK_DGRAM)
    yield outcome(lambda: s.sendto(token.encode(), (address, int(port))))


def besides(host, token):
    """An allowed question with a record that nobody needs."""
    message = query(question(host) + record(token, 'TXT', b'\1x'), additional=1)
    yield text(ask('udp-sendto', RESOLVER, message))


def forwarder():
    """The port that is open on loopback for TCP and UDP, and what others may do with it."""
    def ports(file, state):
        lines = [line.split() for name in (file, file + '6')
                 for line in open('/proc/net/' + name).readlines()[1:]]
        return {int(words[1].split(':')[1], 16) for words in lines
                if words[1].split(':')[0].endswith('0100007F') and words[3] == state}
    (port,) = ports('tcp', '0A') & ports('udp', '07')
    for address in ('127.0.0.1', '127.1.2.3', '0.0.0.0', '10.9.0.2', '::1', '::ffff:127.0.0.1'):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            for act in ('connect', 'bind'):
                with socket.socket(family(address), kind) as s:
                    yield act + ' ' + outcome(lambda: getattr(s, act)((address, port)))


for line in globals()[sys.argv[2]](*sys.argv[3:]):
    print(line, flush=True)
