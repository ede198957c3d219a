"""Runs a program at a terminal of its own and types for a person; prints what stood on the screen.

usage: at_a_terminal.py ROWS SCRIPT PROGRAM [ARGUMENT...]

SCRIPT is JSON: a list of pairs, a text to wait for and what is typed then, "" for nothing; a number is a signal, which the
program gets again and again from then on. The exit code is the program's, or 1 where a text
never came, or the terminal was not left as it was.
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
    begun, begin = os.pipe()
    child, terminal = pty.fork()
    if child == 0:
        os.close(begin)
        os.read(begun, 1)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), 80, 0, 0))
    before = termios.tcgetattr(terminal)
    os.close(begin)
    steps = [(awaited.encode(), typed) for awaited, typed in json.loads(script)]
    screen, seen, signal = b"", 0, None
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if signal:
            os.kill(child, signal)
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
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
            if isinstance(typed, int):
                signal = typed
            else:
                os.write(terminal, typed.encode())
    sys.stdout.buffer.write(screen.replace(b"\r\n", b"\n"))
    if steps:
        sys.exit(f"never seen: {steps[0][0].decode()}")
    if termios.tcgetattr(terminal) != before:
        sys.exit("the terminal is not as it was")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
