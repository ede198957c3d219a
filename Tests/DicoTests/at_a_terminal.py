"""Runs a program at a terminal of its own and types for a person; prints what stood on the screen.

usage: at_a_terminal.py ROWS SCRIPT PROGRAM [ARGUMENT...]

SCRIPT is JSON: a list of pairs, a text to wait for and what is typed then, "" for nothing. The exit code is the program's,
or 1 where a text never came.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time


def main(rows, script, *command):
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), 80, 0, 0))
    steps = [(awaited.encode(), typed.encode()) for awaited, typed in json.loads(script)]
    screen, seen = b"", 0
    deadline = time.monotonic() + 300
    while select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        screen += piece
        while steps and (place := screen.find(steps[0][0], seen)) >= 0:
            awaited, typed = steps.pop(0)
            seen = place + len(awaited)
            os.write(terminal, typed)
    sys.stdout.buffer.write(screen.replace(b"\r\n", b"\n"))
    if steps:
        sys.exit(f"never seen: {steps[0][0].decode()}")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
