"""The named character references of HTML, from Python's own table of them.

    python3 named_references.py         the lines of Sources/Markup/Parsing/NamedReferences.swift
    python3 named_references.py --all   each name with what it stands for, for the test: JSON

A name with "!" behind it also stands without its semicolon; what it stands for is in hexadecimal digits.
"""
import html.entities, json, sys, textwrap

table = html.entities.html5
if "--all" in sys.argv:
    print(json.dumps(table))
else:
    names = sorted(name[:-1] for name in table if name.endswith(";"))
    pieces = (name + ("!" if name in table else ":") + ".".join(f"{ord(c):X}" for c in table[name + ";"]) for name in names)
    print(textwrap.fill(" ".join(pieces), 112, break_long_words=False, break_on_hyphens=False))
