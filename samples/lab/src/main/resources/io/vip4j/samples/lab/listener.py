# SPDX-License-Identifier: Apache-2.0
"""Listens on many TCP ports, accepts each connection and closes it.

Usage: listener.py FIRST_PORT COUNT. Prints "ready" when it listens.
"""
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
for port in range(int(sys.argv[1]), int(sys.argv[1]) + int(sys.argv[2])):
    selector.register(socket.create_server(("", port)), selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        key.fileobj.accept()[0].close()
