"""connect.py NAME: connects to it and says to which address."""
import socket, sys

with socket.create_connection((sys.argv[1], 8080)) as s:
    print(s.getpeername()[0])
