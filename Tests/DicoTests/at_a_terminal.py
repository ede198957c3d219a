"""Runs a program at a terminal of its own, and types what is told.

usage: at_a_terminal.py SCRIPT PROGRAM [ARGUMENT...]

SCRIPT is JSON: a list of pairs, a text to wait for and what is typed then, "" for nothing. Prints all that the program
wrote, and ends with its exit code.
"""
import json
import os
import pty
import select
import sys
import time


def main(script, *command):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execv(command[0], command)
    written, seen, steps = b"", 0, json.loads(script)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        while steps and (place := written.find(steps[0][0].encode("utf-8"), seen)) >= 0:
            seen = place + len(steps[0][0].encode("utf-8"))
            os.write(terminal, steps.pop(0)[1].encode("utf-8"))
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    sys.stdout.write(written.decode("utf-8", "replace"))
    sys.stdout.flush()
    if steps:
        sys.exit(f"never seen: {steps[0][0]}")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
