#!/usr/bin/python3 -SE
"""A DNS server on every address of its network, UDP and TCP. Says what it hears, and answers.

A name below cdn.example says itself what it leads to: the addresses in hexadecimal, and before
them how the server behaves. Every other name leads to one address.
"""

import re
import socket
import struct
import sys
import threading
import time

from dns_message import PORT, TYPES, framed, name, packed, received, record

LEADING = re.compile(r'([a-z]+)[0-9]*((?:[-.](?:[0-9a-f]{32}|[0-9a-f]{8}))*)[.]cdn[.]example')
ZONE = {'inside.example': {'A': ['10.1.2.3']},
        'many.cdn.example': {'A': ['198.51.100.%d' % n for n in range(100, 220)]}}
USUAL = {'A': ['198.51.100.10'], 'AAAA': ['2001:db8:1::10']}
FOREIGN = '198.51.100.99'
PKTINFO = struct.Struct('@16sI')
SLOW_SECONDS = 1
asked = {}


def say(*words):
    print(*words, flush=True)


def question_of(message):
    """The first question: its name in lower case, its type and its bytes."""
    at, labels = 12, []
    while message[at]:
        labels.append(message[at + 1:at + 1 + message[at]].decode('latin-1').lower())
        at += message[at] + 1
    kind = struct.unpack_from('!H', message, at + 1)[0]
    known = {number: text for text, number in TYPES.items()}
    return '.'.join(labels), known.get(kind, str(kind)), message[12:at + 5]


def response(message, question, answers, additional=()):
    head = struct.pack('!5H', 0x8180, 1, len(answers), 0, len(additional))
    return message[:2] + head + question + b''.join(answers) + b''.join(additional)


def addresses(host, kind, texts):
    return [record(host, kind, packed(text)) for text in texts]


def led(host, kind):
    """How to behave, and the addresses of one type in the name."""
    match = LEADING.fullmatch(host)
    if match is None or not match[2]:
        return '', []
    bytes_ = map(bytes.fromhex, re.split('[-.]', match[2])[1:])
    size, family = (4, socket.AF_INET) if kind == 'A' else (16, socket.AF_INET6)
    return match[1], [socket.inet_ntop(family, each) for each in bytes_ if len(each) == size]


def replies(message):
    """Responses in their order, each with whether it comes from another address."""
    host, kind, question = question_of(message)
    if kind not in USUAL:
        return [(response(message, question, []), False)]
    how, texts = led(host, kind)
    if not how:
        texts = ZONE.get(host, USUAL).get(kind, [])
    asked[host] = asked.get(host, 0) + 1
    last = texts[-1:]
    truth = response(message, question, addresses(host, kind, texts[:1]))
    lie = response(message, question, addresses(host, kind, last))
    if how == 'turn':
        texts = [texts[min(asked[host], len(texts)) - 1]]
    elif how == 'alias':
        cname = record(host, 'CNAME', name('evil.example'))
        answers = [cname] + addresses('evil.example', kind, texts)
        return [(response(message, question, answers), False)]
    elif how == 'besides':
        answers = addresses(host, kind, texts[:1]) + addresses('api.example', kind, last)
        more = addresses('more.cdn.example', kind, last) + addresses(host, kind, last)
        return [(response(message, question, answers, more), False)]
    elif how == 'offchain':
        cname = record(host, 'CNAME', name('one.example'))
        answers = [cname] + addresses('two.example', kind, last)
        return [(response(message, question, answers), False)]
    elif how == 'otherid':
        return [(bytes([lie[0] ^ 0x55]) + lie[1:], False), (truth, False)]
    elif how == 'otherquestion':
        changed = question.replace(b'otherquestion', b'otherQuestion')
        return [(response(message, changed, addresses(host, kind, last)), False), (truth, False)]
    elif how == 'othersource':
        return [(lie, True), (truth, False)]
    elif how == 'slow':
        time.sleep(SLOW_SECONDS)
    return [(response(message, question, addresses(host, kind, texts)), False)]


def hear(protocol, address, message):
    """Whatever arrives, and by its parts if it is a question."""
    address = address.removeprefix('::ffff:')
    text = ''.join(chr(c) if 32 < c < 127 else '|' for c in message)
    say('heard', address, protocol, text)
    try:
        say('asked', address, protocol, *question_of(message)[:2])
        return replies(message)
    except (IndexError, struct.error):
        return [(message[:2] + b'\x81\x81' + bytes(8), False)]


def shortened(message, reply):
    """As a datagram: cut off for whoever takes no more."""
    additional = struct.unpack_from('!H', message, 10)[0]
    if len(reply) <= (1232 if additional else 512):
        return reply
    return reply[:2] + b'\x83\x80\0\1\0\0\0\0\0\0' + question_of(message)[2]


def answer_datagram(udp, message, control, peer):
    local = next(bytes(data[:16]) for level, kind, data in control if kind == socket.IPV6_PKTINFO)
    for reply, foreign in hear('udp', socket.inet_ntop(socket.AF_INET6, local), message):
        source = socket.inet_pton(socket.AF_INET6, '::ffff:' + FOREIGN) if foreign else local
        info = (socket.IPPROTO_IPV6, socket.IPV6_PKTINFO, PKTINFO.pack(source, 0))
        udp.sendmsg([shortened(message, reply)], [info], 0, peer)


def answer_stream(connection):
    with connection, connection.makefile('rb') as stream:
        try:
            while message := received(stream):
                for reply, _ in hear('tcp', connection.getsockname()[0], message):
                    connection.sendall(framed(reply))
        except OSError:
            pass  # the client is gone


def serve_streams(tcp):
    while True:
        threading.Thread(target=answer_stream, args=(tcp.accept()[0],), daemon=True).start()


def serve_datagrams(udp):
    while True:
        message, control, _, peer = udp.recvmsg(65535, 256)
        threading.Thread(
            target=answer_datagram, args=(udp, message, control, peer), daemon=True).start()


udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
udp.bind(('::', PORT))
tcp = socket.create_server(('::', PORT), family=socket.AF_INET6, dualstack_ipv6=True, backlog=1024)
threading.Thread(target=serve_streams, args=(tcp,), daemon=True).start()
threading.Thread(target=serve_datagrams, args=(udp,), daemon=True).start()
say('ready')
sys.stdin.read()
