# SPDX-License-Identifier: Apache-2.0
"""Connects to a LoadServer in a fixed rhythm, whatever became of earlier attempts, and prints how each one went.

Usage: attempts.py ADDRESS PORT INTERVAL_MS PATIENCE_MS. One line "SECONDS ok|failed" an attempt: when it was answered, or failed.
"""
import errno
import selectors
import socket
import sys
import time

TARGET = (sys.argv[1], int(sys.argv[2]))
INTERVAL, PATIENCE = (float(word) / 1000 for word in sys.argv[3:5])
waiting = selectors.DefaultSelector()
begun = {}


def end(attempt, outcome):
    waiting.unregister(attempt)
    attempt.close()
    del begun[attempt]
    print("%.6f %s" % (time.time(), outcome), flush=True)


def begin():
    attempt = socket.socket()
    attempt.setblocking(False)
    if attempt.connect_ex(TARGET) not in (0, errno.EINPROGRESS):
        attempt.close()
        print("%.6f failed" % time.time(), flush=True)
        return
    begun[attempt] = time.monotonic()
    waiting.register(attempt, selectors.EVENT_WRITE)


def go_on(attempt, events):
    try:
        if events & selectors.EVENT_WRITE:
            attempt.send(b"R")
            waiting.modify(attempt, selectors.EVENT_READ)
        else:
            end(attempt, "ok" if attempt.recv(16) else "failed")
    except OSError:
        end(attempt, "failed")


next_at = time.monotonic()
while True:
    for key, events in waiting.select(max(0.0, next_at - time.monotonic())):
        go_on(key.fileobj, events)
    now = time.monotonic()
    if now >= next_at:
        next_at += INTERVAL
        begin()
    for late in [attempt for attempt, since in begun.items() if now - since > PATIENCE]:
        end(late, "failed")
