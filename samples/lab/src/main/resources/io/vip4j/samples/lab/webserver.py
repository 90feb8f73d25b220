# SPDX-License-Identifier: Apache-2.0
"""A web server that answers each request with its own name.

Usage: webserver.py NAME PORT. Prints "ready" when it listens.
"""
import http.server
import sys

BODY = sys.argv[1].encode() + b"\n"


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: otherwise the second waits for the acknowledgement of the first.
    wbufsize = -1

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 1024


with Server(("", int(sys.argv[2])), Answer) as server:
    print("ready", flush=True)
    server.serve_forever()
