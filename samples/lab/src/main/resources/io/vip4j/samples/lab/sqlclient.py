# SPDX-License-Identifier: Apache-2.0
"""Lets the mariadb client write rows, or ask, again and again, and prints how that went.

Usage: sqlclient.py write|read ADDRESS PORT INTERVAL_MS PATIENCE_MS.

write: one client, one connection, as long as it lasts; after each row the client is asked to say so. Prints
"SECONDS stored ID", or "SECONDS lost ID REASON" if the client ended or was silent for PATIENCE_MS: nobody knows then whether
the row is there. No id is used twice.
read: a new client, and so a new connection, for each question. Prints "SECONDS answer ROWS" or "SECONDS lost 0 REASON".
Both end at the end of standard input. The seconds are those of the answer, or of the moment at which it was given up.
"""
import os
import select
import subprocess
import sys
import time

MODE, ADDRESS, PORT = sys.argv[1:4]
INTERVAL, PATIENCE = (float(word) / 1000 for word in sys.argv[4:6])
CLIENT = ["mariadb", "--no-defaults", "--batch", "--unbuffered", "--skip-column-names", "--skip-reconnect"]
CLIENT += ["--protocol=tcp", "--host=" + ADDRESS, "--port=" + PORT, "--user=app", "--password=geheim"]
CLIENT += ["--connect-timeout=%d" % max(1, PATIENCE), "shop"]


class Lost(Exception):
    pass


def start():
    return subprocess.Popen(CLIENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(client):
    client.kill()
    client.stdin.close()
    words = client.stderr.read().decode(errors="replace").strip().replace("\n", " ")
    client.stdout.close()
    client.stderr.close()
    client.wait()
    return words


def ask(client, statements):
    """Sends statements of which the last one prints one line, and waits for it."""
    try:
        os.write(client.stdin.fileno(), statements.encode() + b"\n")
    except BrokenPipeError:
        raise Lost("the client has ended") from None
    answer = b""
    until = time.monotonic() + PATIENCE
    while not answer.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0 or not select.select([client.stdout], [], [], left)[0]:
            raise Lost("no answer within %d ms" % (PATIENCE * 1000))
        part = os.read(client.stdout.fileno(), 4096)
        if not part:
            raise Lost("the client has ended")
        answer += part
    return answer.decode().strip()


def say(words):
    print("%.6f %s" % (time.time(), words), flush=True)


def wanted(begun):
    """Waits for the next statement; false at the end of standard input, which asks for the end."""
    left = max(0.0, begun + INTERVAL - time.monotonic())
    return not select.select([sys.stdin], [], [], left)[0]


def write():
    client = start()
    number = 0
    begun = 0.0
    while wanted(begun):
        begun = time.monotonic()
        number += 1
        try:
            stored = ask(client, "INSERT INTO orders (id) VALUES (%d); SELECT %d;" % (number, number))
            if stored != str(number):
                raise Lost("answered " + stored)
            say("stored " + stored)
        except Lost as lost:
            say("lost %d %s; %s" % (number, lost, end(client)))
            client = start()
    end(client)


def read():
    begun = 0.0
    while wanted(begun):
        begun = time.monotonic()
        client = start()
        try:
            say("answer " + ask(client, "SELECT COUNT(*) FROM orders;"))
            end(client)
        except Lost as lost:
            say("lost 0 %s; %s" % (lost, end(client)))


{"write": write, "read": read}[MODE]()
