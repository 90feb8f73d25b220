# SPDX-License-Identifier: Apache-2.0
"""A TCP server that answers each line with its own name and the line.

Usage: backend.py NAME PORT. Prints "ready" when it listens.
"""
import socketserver
import sys

NAME = sys.argv[1].encode()


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(NAME + b" " + line)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024


with Server(("", int(sys.argv[2])), Echo) as server:
    print("ready", flush=True)
    server.serve_forever()
