"""Runs a program at a terminal and types for a person; prints what stood on the screen.

Usage: in_a_window.py ROWS PROGRAM ARGUMENT… < what is typed

Each line of what is typed is a text to wait for, a tab, and what is typed then. The exit code is the program's.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

script = [line.rstrip("\n").split("\t") for line in sys.stdin]
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(sys.argv[1]), 80, 0, 0))

screen = b""
seen = 0
deadline = time.monotonic() + 120
while True:
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    if not ready:
        sys.exit(f"nothing came for long, where {script[:1]} was to come, after:\n{screen.decode(errors='replace')}")
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    screen += piece
    while script and (place := screen.find(script[0][0].encode(), seen)) >= 0:
        seen = place + len(script[0][0].encode())
        os.write(terminal, (script.pop(0)[1] + "\n").encode())
sys.stdout.buffer.write(screen.replace(b"\r\n", b"\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
