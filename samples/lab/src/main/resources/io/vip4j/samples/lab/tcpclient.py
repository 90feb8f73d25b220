# SPDX-License-Identifier: Apache-2.0
"""Connects to a TCP port again and again, asks a question and prints how that went.

Usage: tcpclient.py ADDRESS PORT INTERVAL_MS. One line "SECONDS OUTCOME" an attempt: when it began, and the answer or
what went wrong. An attempt takes two seconds at most.
"""
import socket
import sys
import time

LIMIT = 2.0


def attempt(target):
    with socket.create_connection(target, timeout=LIMIT) as connection:
        connection.sendall(b"hello\n")
        answer = connection.makefile().readline().strip()
        return "answer " + answer if answer else "closed"


def main():
    target = (sys.argv[1], int(sys.argv[2]))
    interval = float(sys.argv[3]) / 1000
    while True:
        begun = time.time()
        try:
            outcome = attempt(target)
        except ConnectionRefusedError:
            outcome = "refused"
        except socket.timeout:
            outcome = "timeout"
        except OSError as error:
            outcome = "error " + str(error)
        print("%.6f %s" % (begun, outcome), flush=True)
        time.sleep(max(0.0, begun + interval - time.time()))


main()
