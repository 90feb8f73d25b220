# SPDX-License-Identifier: Apache-2.0
"""Asks for an address by ARP or neighbour solicitation and prints the hardware address of everybody who answers.

Usage: whohas.py ADDRESS SOURCE, both IPv4 or both IPv6. Listens for 300 ms on eth0. Unlike the kernel's neighbour table
it notes every answer, so it sees two stations that hold one address.
"""
import select
import socket
import struct
import sys
import time

LISTEN = 0.3
DEVICE = "eth0"
ARP, IPV6 = 0x0806, 0x86DD


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def arp_request(mac, source, target):
    body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + mac + source + bytes(6) + target
    return b"\xff" * 6 + mac + struct.pack("!H", ARP) + body


def solicitation(mac, source, target):
    group = socket.inet_pton(socket.AF_INET6, "ff02::1:ff00:0")[:13] + target[13:]
    message = struct.pack("!BBHI", 135, 0, 0, 0) + target + b"\x01\x01" + mac
    pseudo = source + group + struct.pack("!II", len(message), 58)
    message = message[:2] + struct.pack("!H", checksum(pseudo + message)) + message[4:]
    header = struct.pack("!IHBB", 6 << 28, len(message), 58, 255) + source + group
    return b"\x33\x33" + group[12:] + mac + struct.pack("!H", IPV6) + header + message


def answer_to_arp(frame, target):
    """The sender of a reply about the target, else nothing."""
    if len(frame) >= 42 and frame[20:22] == b"\x00\x02" and frame[28:32] == target:
        return frame[22:28]
    return None


def answer_to_solicitation(frame, target):
    if len(frame) >= 78 and frame[20] == 58 and frame[54] == 136 and frame[62:78] == target:
        return frame[80:86] if len(frame) >= 86 else frame[6:12]
    return None


def main():
    family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
    target = socket.inet_pton(family, sys.argv[1])
    source = socket.inet_pton(family, sys.argv[2])
    ask, answer, kind = (
        (solicitation, answer_to_solicitation, IPV6) if family == socket.AF_INET6 else (arp_request, answer_to_arp, ARP)
    )
    link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(kind))
    link.bind((DEVICE, kind))
    mac = link.getsockname()[4]
    link.send(ask(mac, source, target))
    until = time.monotonic() + LISTEN
    found = set()
    while select.select([link], [], [], max(0, until - time.monotonic()))[0]:
        got = answer(link.recv(2048), target)
        if got:
            found.add(":".join("%02x" % octet for octet in got))
        if time.monotonic() >= until:
            break
    print("\n".join(sorted(found)))


main()
