#!/usr/bin/python3 -SE
"""Tries to have something reach a resolver that no name of the policy's stands for.

TOKEN in a name is the attempt's own, and so is NUMBER.
"""

import signal
import socket
import struct
import sys

from dns_message import (PORT, ask, be_patient, begin, family, framed, name, query, question, received, record,
                         refusal, run)

ALLOWED = 'api.example'


def plain(how, to, kind, text):
    """One question."""
    return refusal(ask(how, to, query(question(text, kind))))


def pipelined(variant, to, text):
    """Two questions in one stream, the second of which must not be asked."""
    both = framed(query(question(ALLOWED))) + framed(query(question(text)))
    if variant == 'forbidden-first':
        both = framed(query(question(text))) + framed(query(question(ALLOWED)))
    s = socket.create_connection((to, PORT))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    pieces = [both]
    if variant == 'split-length':
        at = len(framed(query(question(ALLOWED)))) + 1
        pieces = [both[:at], both[at:]]
    elif variant == 'bytewise':
        pieces = [both[i:i + 1] for i in range(len(both))]
    for piece in pieces:
        s.sendall(piece)
    stream = s.makefile('rb')
    refusals = [refusal(received(stream)) for _ in range(2)]
    return next(filter(None, refusals), None)


def odd(how, to, variant, text):
    """The allowed question, and around it what is none of its business."""
    allowed, other = question(ALLOWED), question(text)
    token = text.split('.')[0].encode()
    messages = {
        'two-questions': query(allowed + other, questions=2),
        'bytes-behind': query(allowed + other),
        'option': query(allowed + b'\0' + option(token), additional=1),
        'additional': query(allowed + record(text, 'TXT', b'\1x'), additional=1),
        'authority': query(allowed + record(text, 'NS', b'\0'), authorities=1),
        'update': query(allowed + record(text, 'TXT', b'\1x'), authorities=1, flags=5 << 11),
        'notify': query(other, flags=4 << 11),
        'response': query(other, flags=0x8180),
        'pointer': query(b'\xc0\x12' + struct.pack('!2H', 1, 1) + other),
        'pointer-behind': query(b'\3api\7example\xc0\x1e' + struct.pack('!2H', 1, 1) + name(text)),
        'no-dns': token * 3,
    }
    return refusal(ask(how, to, messages[variant]))


def option(data):
    """The rest of an OPT record (RFC 6891), with an option for private use."""
    return struct.pack('!HHIHHH', 41, 1232, 0, 4 + len(data), 65001, len(data)) + data


def to_two(to, other, text):
    """One socket, two resolvers."""
    s = socket.socket(family(to), socket.SOCK_DGRAM)
    s.connect((to, PORT))
    s.sendto(query(question(text)), (other, PORT))
    return refusal(s.recv(65535))


def older(how, to, text):
    """On a socket that went to the resolver before the policy did."""
    kind = socket.SOCK_DGRAM if how == 'udp' else socket.SOCK_STREAM
    s = socket.socket(family(to), kind)
    s.connect((to, PORT))
    signal.alarm(0)  # who must wait is not silent
    print('ready', flush=True)
    sys.stdin.readline()
    be_patient()
    message = query(question(text))
    s.sendall(message if how == 'udp' else framed(message))
    return refusal(s.recv(65535) if how == 'udp' else received(s.makefile('rb')))


def spread(to, count, text):
    """Many short labels or a few long ones, so that a name carries much."""
    long = '.'.join('x' * 58 for _ in range(int(count)))
    return refusal(ask('udp-sendto', to, query(question(text.replace('LONG', long), 'TXT'))))


def other_port(protocol, to, port):
    """Encrypted DNS begins with a connection or a datagram like any other."""
    kind = socket.SOCK_DGRAM if protocol == 'udp' else socket.SOCK_STREAM
    s = socket.socket(family(to), kind)
    if kind == socket.SOCK_DGRAM:
        s.sendto(target.token.encode(), (to, int(port)))
    else:
        s.connect((to, int(port)))
        s.sendall(target.token.encode())
    return None


WAYS = {each.__name__.replace('_', '-'): each
        for each in (plain, pipelined, odd, to_two, older, spread, other_port)}
own, target = begin(1)
words = [word.replace('TOKEN', target.token).replace('FORBIDDEN', target.forbidden)
         for word in own[1:]]
run(lambda: WAYS[own[0]](*words))
