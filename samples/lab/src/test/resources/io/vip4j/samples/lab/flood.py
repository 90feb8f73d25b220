# SPDX-License-Identifier: Apache-2.0
"""Throws random and mutated packets at the VRRP group, as fast as it is told, for some seconds.

Usage: flood.py TARGET_MAC RATE SECONDS SEED INTERVAL_CS. They go to the group in frames to one station, which spares the
bridge the copies. The packets are prepared before: half of them are mutations of faultless
VRRPv3 advertisements of priority 254 for virtual router 10, each of which would depose the Active router, the others are
random octets behind a right IPv4 header, and one in ten is random from the IPv4 header on. None of them is a faultless
advertisement of that router, which is checked here. At the end it prints as JSON how many were sent, how many of them have
an IPv4 header that a kernel accepts, and how long it took.
"""
import ctypes
import json
import os
import random
import socket
import struct
import sys
import time

OWN = socket.inet_aton("198.51.100.100")
GROUP = socket.inet_aton("224.0.0.18")
VIRTUAL = socket.inet_aton("198.51.100.10")
PROTOCOL = 112
PREPARED = 20_000
BATCH = 256


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total >> 16) + (total & 0xFFFF)
    return ~total & 0xFFFF


def pseudo(length):
    return OWN + GROUP + struct.pack("!BBH", 0, PROTOCOL, length)


def sealed(pdu):
    """The message with the checksum that belongs to it."""
    pdu = pdu[:6] + b"\0\0" + pdu[8:]
    return pdu[:6] + struct.pack("!H", checksum(pseudo(len(pdu)) + pdu)) + pdu[8:]


def advertisement(interval):
    return sealed(struct.pack("!BBBBHH", 0x31, 10, 254, 1, interval, 0) + VIRTUAL)


def ipv4(payload, ttl):
    head = struct.pack("!BBHHHBBH", 0x45, 0xC0, 20 + len(payload), 0, 0, ttl, PROTOCOL, 0) + OWN + GROUP
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def faultless(packet):
    """Whether a router 10 of version 3 has nothing to complain about."""
    pdu = packet[20:]
    return (
        packet[8] == 255
        and len(pdu) >= 12
        and pdu[0] == 0x31
        and pdu[1] == 10
        and pdu[3] > 0
        and len(pdu) >= 8 + 4 * pdu[3]
        and struct.unpack("!H", pdu[4:6])[0] & 0xFFF
        and 0 in (checksum(pseudo(len(pdu)) + pdu), checksum(pdu))
    )


def mutated(dice, interval):
    """One to four octets differ; every other time the checksum belongs to what is sent, so that later checks are met."""
    pdu = bytearray(advertisement(interval))
    for _ in range(dice.randint(1, 4)):
        pdu[dice.randrange(len(pdu))] = dice.randrange(256)
    pdu = bytes(pdu)
    if dice.random() < 0.5:
        pdu = sealed(pdu)
    cut = dice.random()
    if cut < 0.1:
        pdu = pdu[: dice.randrange(len(pdu))]
    elif cut < 0.2:
        pdu += dice.randbytes(dice.randint(1, 40))
    return ipv4(pdu, 255 if dice.random() < 0.8 else dice.randrange(255))


def prepare(dice, interval):
    packets = []
    accepted = 0
    while len(packets) < PREPARED:
        kind = dice.random()
        if kind < 0.1:
            packets.append(dice.randbytes(dice.randint(20, 80)))
            continue
        packet = mutated(dice, interval) if kind < 0.55 else ipv4(dice.randbytes(dice.randint(0, 60)), 255)
        if not faultless(packet):
            packets.append(packet)
            accepted += 1
    return packets, accepted


class Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class Mmsghdr(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint),
        ("iov", ctypes.POINTER(Iovec)),
        ("iov_length", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
        ("sent", ctypes.c_uint),
    ]


def main():
    target = bytes.fromhex(sys.argv[1].replace(":", ""))
    rate, seconds, seed, interval = int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    link.bind(("eth0", 0))
    header = target + link.getsockname()[4] + struct.pack("!H", 0x0800)
    packets, accepted = prepare(random.Random(seed), interval)
    buffers = [ctypes.create_string_buffer(header + packet, len(header) + len(packet)) for packet in packets]
    vectors = (Iovec * PREPARED)(*[(ctypes.addressof(buffer), len(buffer)) for buffer in buffers])
    messages = (Mmsghdr * PREPARED)()
    for i in range(PREPARED):
        messages[i].iov = ctypes.pointer(vectors[i])
        messages[i].iov_length = 1
    sendmmsg = ctypes.CDLL(None, use_errno=True).sendmmsg
    print("ready", flush=True)

    # Whole rounds over what was prepared, so that the share of each kind is known.
    rounds = 0
    start = time.monotonic()
    sent = 0
    while time.monotonic() - start < seconds:
        rounds += 1
        position = 0
        while position < PREPARED:
            count = sendmmsg(link.fileno(), ctypes.byref(messages[position]), min(BATCH, PREPARED - position), 0)
            if count < 0:
                if ctypes.get_errno() in (11, 105):  # EAGAIN, ENOBUFS: the queue is full at this moment.
                    time.sleep(0.0005)
                    continue
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            position += count
            sent += count
            ahead = start + sent / rate - time.monotonic()
            if ahead > 0.001:
                time.sleep(ahead)
    took = time.monotonic() - start
    print(json.dumps({"sent": sent, "accepted": rounds * accepted, "seconds": took}), flush=True)


main()
