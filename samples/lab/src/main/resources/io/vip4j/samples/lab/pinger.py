# SPDX-License-Identifier: Apache-2.0
"""Sends an ICMP or ICMPv6 echo request every N milliseconds and prints when each reply arrived.

Usage: pinger.py ADDRESS INTERVAL_MS. One line "SECONDS.NANOSECONDS SEQUENCE" a reply, by the kernel's time of arrival.
Not ping(8): below 10 ms that spins on a whole core, and without replies it slows down to one request each 10 ms.
Ends when its standard input is closed, so it never outlives the lab.
"""
import os
import select
import socket
import struct
import sys
import time

SO_TIMESTAMPNS = 35


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def request(identifier, sequence, v6):
    body = struct.pack("!HH", identifier, sequence) + bytes(56)
    if v6:
        return struct.pack("!BBH", 128, 0, 0) + body  # The kernel fills in the checksum.
    return struct.pack("!BBH", 8, 0, checksum(b"\x08\x00" + body)) + body


def main():
    target = sys.argv[1]
    interval = float(sys.argv[2]) / 1000
    identifier = os.getpid() & 0xFFFF
    v6 = ":" in target
    echo = (
        socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
        if v6
        else socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    )
    echo.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    echo.setblocking(False)
    poll = select.poll()
    poll.register(echo, select.POLLIN)
    poll.register(sys.stdin, select.POLLIN)
    print("ready", flush=True)
    sequence = 0
    due = time.monotonic()
    while True:
        now = time.monotonic()
        if now >= due:
            sequence = (sequence + 1) & 0xFFFF
            try:
                echo.sendto(request(identifier, sequence, v6), (target, 0))
            except OSError:
                pass  # No route or no neighbour at this moment: that is a lost request.
            due = max(due + interval, now)  # Late requests are left out, never sent in a burst.
        for descriptor, _ in poll.poll(max(0, (due - time.monotonic()) * 1000)):
            if descriptor != echo.fileno():
                return
            try:
                packet, ancillary, _, sender = echo.recvmsg(2048, 256)
            except OSError:
                continue
            header = 0 if v6 else (packet[0] & 15) * 4  # A raw socket of IPv6 gives no header.
            kind, _, _, got, number = struct.unpack("!BBHHH", packet[header:header + 8])
            if kind == (129 if v6 else 0) and got == identifier and sender[0] == target:
                seconds, nanos = struct.unpack("@qq", ancillary[0][2][:16])
                print("%d.%09d %d" % (seconds, nanos, number), flush=True)


main()
