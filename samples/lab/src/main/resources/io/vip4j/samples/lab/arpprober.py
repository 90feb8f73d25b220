# SPDX-License-Identifier: Apache-2.0
"""Asks for an IPv4 address by ARP every N milliseconds and prints who answers, and when.

Usage: arpprober.py ADDRESS INTERVAL_MS. One line "SECONDS.NANOSECONDS MAC" an answer, by the kernel's time of arrival.
The requests are probes (RFC 5227 2.1.1: from 0.0.0.0) of a station that does not exist otherwise, so neither the nodes nor the
client's kernel learn anything from them that they would not know without. Ends when its standard input is closed.
"""
import select
import socket
import struct
import sys
import time

SO_TIMESTAMPNS = 35
DEVICE = "eth0"
ARP = 0x0806
STATION = b"\x02\x00\x00\x00\xfe\xfe"


def probe(target):
    body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + STATION + bytes(4) + bytes(6) + target
    return b"\xff" * 6 + STATION + struct.pack("!H", ARP) + body


def main():
    target = socket.inet_aton(sys.argv[1])
    interval = float(sys.argv[2]) / 1000
    request = probe(target)
    link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ARP))
    link.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    link.bind((DEVICE, ARP))
    link.setblocking(False)
    poll = select.poll()
    poll.register(link, select.POLLIN)
    poll.register(sys.stdin, select.POLLIN)
    print("ready", flush=True)
    due = time.monotonic()
    while True:
        now = time.monotonic()
        if now >= due:
            try:
                link.send(request)
            except OSError:
                pass  # The queue is full at this moment: that is a lost request.
            due = max(due + interval, now)  # Late requests are left out, never sent in a burst.
        for descriptor, _ in poll.poll(max(0, (due - time.monotonic()) * 1000)):
            if descriptor != link.fileno():
                return
            try:
                frame, ancillary, _, _ = link.recvmsg(2048, 256)
            except OSError:
                continue
            if len(frame) >= 42 and frame[20:22] == b"\x00\x02" and frame[28:32] == target and frame[:6] == STATION:
                seconds, nanos = struct.unpack("@qq", ancillary[0][2][:16])
                mac = ":".join("%02x" % octet for octet in frame[22:28])
                print("%d.%09d %s" % (seconds, nanos, mac), flush=True)


main()
