"""DNS messages (RFC 1035) as the testers write them, and how they are sent."""

import collections
import errno
import os
import random
import signal
import socket
import struct
import sys

PORT = 53
TYPES = {'A': 1, 'NS': 2, 'CNAME': 5, 'NULL': 10, 'PTR': 12, 'TXT': 16, 'AAAA': 28, 'SRV': 33,
         'HTTPS': 65, 'AXFR': 252, 'ANY': 255}
RECURSION = 0x100

Target = collections.namedtuple('Target', 'forbidden forbidden_port allowed allowed_port token')


def be_patient():
    """From now on silence ends the tester, with SIGALRM."""
    signal.alarm(int(os.environ.get('PATIENCE', '1')))


def begin(own):
    """The tester's own arguments and its target."""
    be_patient()
    if len(sys.argv) < 1 + own + 5:
        sys.exit('usage: %s %d own arguments, then a target' % (sys.argv[0], own))
    return sys.argv[1:-5], Target(*sys.argv[-5:])


def run(attempt):
    """Ends well only when the kernel, and whoever answers, did what was asked."""
    try:
        refusal = attempt()
    except OSError as e:
        refusal = errno.errorcode.get(e.errno, str(e))
    if refusal:
        print(refusal)
        sys.exit(1)


def name(text):
    """Labels; a tilde is a dot inside of one."""
    whole = b''
    for label in filter(None, text.split('.')):
        plain = label.replace('~', '.').encode()
        whole += bytes([len(plain)]) + plain
    return whole + b'\0'


def question(text, kind='A'):
    return name(text) + struct.pack('!2H', TYPES[kind], 1)


def query(body, questions=1, authorities=0, additional=0, flags=RECURSION):
    """A message with an id of its own."""
    head = struct.pack('!6H', random.randrange(65536), flags, questions, 0, authorities, additional)
    return head + body


def record(owner, kind, data, ttl=30):
    return name(owner) + struct.pack('!2HIH', TYPES[kind], 1, ttl, len(data)) + data


def packed(address):
    return socket.inet_pton(family(address), address)


def framed(message):
    return struct.pack('!H', len(message)) + message


def family(address):
    return socket.AF_INET6 if ':' in address else socket.AF_INET


def received(stream):
    """The next message of a TCP stream; b'' at its end."""
    head = stream.read(2)
    return stream.read(struct.unpack('!H', head)[0]) if len(head) == 2 else b''


def ask(how, to, message):
    """Sends a message to a resolver and waits for what comes back."""
    if how.startswith('udp'):
        s = socket.socket(family(to), socket.SOCK_DGRAM)
        if how == 'udp-connected':
            s.connect((to, PORT))
            s.send(message)
        elif how == 'udp-sendmsg':
            s.sendmsg([message], [], 0, (to, PORT))
        else:
            s.sendto(message, (to, PORT))
        return s.recv(65535)
    s = socket.socket(family(to))
    if how == 'tcp-fast-open':
        s.sendto(framed(message), socket.MSG_FASTOPEN, (to, PORT))
    else:
        s.connect((to, PORT))
        s.sendall(framed(message))
    return received(s.makefile('rb'))


def refusal(response):
    """Why there is no answer; None when there is one."""
    if len(response) < 12:
        return 'closed'
    code = response[3] & 15
    return {0: None, 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 5: 'REFUSED'}.get(code, str(code))
