"""keep.py NAME: looks it up once, connects to that address for ever, and says how each ended."""
import socket, sys, time

address = socket.getaddrinfo(sys.argv[1], 8080, socket.AF_INET, socket.SOCK_STREAM)[0][4]
while True:
    try:
        socket.create_connection(address).close()
        print('connected', flush=True)
    except OSError as e:
        print(e, flush=True)
    time.sleep(0.02)
