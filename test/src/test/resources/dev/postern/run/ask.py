"""
ask.py RESOLVER NAME: asks for its address in each way that programs do, and says which way, who
answered and how many addresses there are.
"""
import socket, struct, sys

resolver, name = sys.argv[1:]
family = socket.AF_INET6 if ':' in resolver else socket.AF_INET
labels = b''.join(bytes([len(label)]) + label.encode() for label in name.split('.'))
query = struct.pack('!6H', 7, 0x100, 1, 0, 0, 0) + labels + b'\0\0\1\0\1'


def told(way, peer, answer):
    print(way, peer[0], struct.unpack_from('!H', answer, 6)[0])


with socket.socket(family, socket.SOCK_DGRAM) as s:
    s.settimeout(20)
    s.sendto(query, (resolver, 53))
    answer, peer = s.recvfrom(9000)
    told('datagram', peer, answer)
with socket.socket(family, socket.SOCK_DGRAM) as s:
    s.settimeout(20)
    s.connect((resolver, 53))
    s.send(query)
    told('connected', s.getpeername(), s.recv(9000))
with socket.create_connection((resolver, 53), 20) as s:
    s.sendall(struct.pack('!H', len(query)) + query)
    with s.makefile('rb') as answers:
        told('stream', s.getpeername(), answers.read(struct.unpack('!H', answers.read(2))[0]))
