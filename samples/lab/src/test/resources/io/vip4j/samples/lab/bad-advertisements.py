# SPDX-License-Identifier: Apache-2.0
"""Sends VRRPv2 advertisements of priority 254, each with one fault, for some seconds.

Usage: bad-advertisements.py SECONDS SPACING_MS. They are meant for virtual router 10 with password 1234 and an interval of 1 s, which
would yield to every one of them if it were believed. At the end it prints how many of each fault were sent, as JSON.
"""
import collections
import json
import socket
import struct
import sys
import time

GROUP = "224.0.0.18"
OWN = "198.51.100.100"
VIRTUAL = "198.51.100.10"
PROTOCOL = 112


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total >> 16) + (total & 0xFFFF)
    return ~total & 0xFFFF


def v2(version=2, kind=1, vrid=10, count=1, auth=1, interval=1, password=b"1234", damage=0):
    addresses = socket.inet_aton(VIRTUAL) * count
    head = struct.pack("!BBBBBB", version << 4 | kind, vrid, 254, count, auth, interval)
    tail = addresses + password.ljust(8, b"\0")
    return head + struct.pack("!H", checksum(head + b"\0\0" + tail) ^ damage) + tail


def v3():
    """A faultless advertisement of the other version."""
    head = struct.pack("!BBBBH", 0x31, 10, 254, 1, 100)
    address = socket.inet_aton(VIRTUAL)
    pdu = head + b"\0\0" + address
    pseudo = socket.inet_aton(OWN) + socket.inet_aton(GROUP) + struct.pack("!BBH", 0, PROTOCOL, len(pdu))
    return head + struct.pack("!H", checksum(pseudo + pdu)) + address


# Reason, time to live, packet.
FAULTS = [
    ("TTL_NOT_255", 64, v2()),
    ("TRUNCATED", 255, v2()[:4]),
    ("TRUNCATED", 255, v2()[:15]),
    ("VERSION_UNKNOWN", 255, v2(version=4)),
    ("TYPE_UNKNOWN", 255, v2(kind=2)),
    ("VRID_ZERO", 255, v2(vrid=0)),
    ("COUNT_ZERO", 255, v2(count=0)),
    ("LENGTH_MISMATCH", 255, v2() + bytes(40)),
    ("LENGTH_MISMATCH", 255, v2() + bytes(1400)),
    ("INTERVAL_ZERO", 255, v2(interval=0)),
    ("CHECKSUM", 255, v2(damage=0x0101)),
    ("VRID_UNKNOWN", 255, v2(vrid=77)),
    ("VERSION_MISMATCH", 255, v3()),
    ("AUTHENTICATION_TYPE_MISMATCH", 255, v2(auth=0, password=b"")),
    ("AUTHENTICATION_FAILED", 255, v2(password=b"12345")),
    ("INTERVAL_MISMATCH", 255, v2(interval=5)),
]


def main():
    spacing = float(sys.argv[2]) / 1000
    until = time.monotonic() + float(sys.argv[1])
    sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, PROTOCOL)
    sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(OWN))
    sent = collections.Counter()
    while time.monotonic() < until:
        for reason, ttl, packet in FAULTS:
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl)
            sender.sendto(packet, (GROUP, 0))
            sent[reason] += 1
            time.sleep(spacing)
            if time.monotonic() >= until:
                break
    print(json.dumps(sent), flush=True)


main()
