# SPDX-License-Identifier: Apache-2.0
"""Asks for a page at a fixed rate, each time on a connection of its own, whatever became of the requests before.

Usage: webclient.py ADDRESS PORT RATE TIMEOUT_MS. Prints "ready", and for each request, when it is over: the time when it
was sent in seconds since 1970, how long it took in milliseconds, and "ok" or what went wrong in one word. Ends when its
standard input is closed and the last request is over.
"""
import asyncio
import errno
import sys
import time

ADDRESS, PORT, RATE, TIMEOUT = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]) / 1000
REQUEST = ("GET / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n" % (ADDRESS, PORT)).encode()
UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH)


async def ask():
    reader, writer = await asyncio.open_connection(ADDRESS, PORT)
    try:
        writer.write(REQUEST)
        answer = await reader.read()
    finally:
        writer.close()
    if not answer:
        return "closed"
    words = answer.split(b"\r\n", 1)[0].split(b" ")
    status = words[1].decode("ascii", "replace") if len(words) > 1 else "none"
    return "ok" if status == "200" else "status-" + status


async def request():
    sent, began = time.time(), time.monotonic()
    try:
        outcome = await asyncio.wait_for(ask(), TIMEOUT)
    except asyncio.TimeoutError:
        outcome = "timeout"
    except ConnectionRefusedError:
        outcome = "refused"
    except (ConnectionResetError, BrokenPipeError):
        outcome = "reset"
    except OSError as e:
        outcome = "unreachable" if e.errno in UNREACHABLE else "errno-%s" % e.errno
    print("%.6f %.3f %s" % (sent, (time.monotonic() - began) * 1000, outcome), flush=True)


async def main():
    loop = asyncio.get_running_loop()
    end = loop.run_in_executor(None, sys.stdin.read)
    running = set()
    print("ready", flush=True)
    due = time.monotonic()
    while not end.done():
        task = asyncio.create_task(request())
        running.add(task)
        task.add_done_callback(running.discard)
        due += 1 / RATE
        await asyncio.sleep(max(0, due - time.monotonic()))
    await asyncio.gather(*running)


asyncio.run(main())
