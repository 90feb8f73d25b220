# SPDX-License-Identifier: Apache-2.0
"""TCP connections that are open and silent.

Usage: connections.py serve PORT: accepts connections on every address and keeps them.
connections.py hold ADDRESS PORT COUNT: opens so many, prints "ready", and for each line of input how many of them are open
still. Both end when their standard input is closed.
"""
import selectors
import socket
import sys


def serve(port):
    server = socket.create_server(("", port), backlog=512)
    kept = []
    selector = selectors.DefaultSelector()
    selector.register(server, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in selector.select():
            if key.fileobj is not server:
                return
            kept.append(server.accept()[0])


def hold(address, port, count):
    selector = selectors.DefaultSelector()
    for _ in range(count):
        selector.register(socket.create_connection((address, port), timeout=10), selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    print("ready", flush=True)
    held = count
    while True:
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                if not sys.stdin.readline():
                    return
                print("open %d" % held, flush=True)
                continue
            # Nobody sends anything, so this is the end of the connection: a reset, or a good one.
            selector.unregister(key.fileobj)
            held -= 1


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]))
else:
    hold(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
