"""Prints the steps of an action as one script, which stands for the machine that would run them.

Usage: action_steps.py ACTION INPUT=VALUE…
"""

import re
import shlex
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    action = yaml.safe_load(file)
inputs = {name: described["default"] for name, described in action["inputs"].items()}
for argument in sys.argv[2:]:
    name, _, value = argument.partition("=")
    if name not in inputs:
        sys.exit(f"{sys.argv[1]} has no input {name}")
    inputs[name] = value


def filled(text: str) -> str:
    return re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: inputs[match[1]], text)


print("set -e")
for step in action["runs"]["steps"]:
    settings = [f"{name}={shlex.quote(filled(value))}" for name, value in step.get("env", {}).items()]
    # As a runner calls it.
    call = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    print(shlex.join(["echo", "== " + step["name"]]))
    print(" ".join([*settings, shlex.join(call)]))
