#!/usr/bin/env python3
"""Cuts Foundation's own copy of ICU's data down to what dico shows.

Usage: icu_data.py lib_FoundationICU.a FOLDER

A program that carries Foundation carries 34 MB of ICU's data: converters, calendars, currencies, units and time zones in
two hundred languages. dico asks it for the names of languages in themselves, for Chinese characters of the other kind and
for English dates. FOLDER gets an object with those, and a file `flags` with what has the linker take it in place of the
archive's own. What ICU does not find in a language it looks for in the root, which stays whole.
"""

import pathlib
import re
import struct
import subprocess
import sys

# Names as they stand in the package, without its own in front.
KEPT = re.compile(
    r"""
      (ulayout|uemoji)\.icu | nfkc.*\.nrm | uts46\.nrm                       # properties of characters
    | (pool|res_index|root|en|en_001|en_150|en_GB|en_US|en_US_POSIX)\.res    # English and the root
    | (keyTypeData|likelySubtags|metadata|numberingSystems|plurals|supplementalData|timezoneTypes|zoneinfo64
      |metaZones|windowsZones|icuver|icustd|langInfo|dayPeriods|genderList|grammaticalFeatures|pluralRanges|units)\.res
    | lang/([a-z]{2,3}|pool|root|res_index)\.res                             # what languages call themselves
    | translit/.*                                                            # simplified and traditional
    | coll/(ucadata\.icu|root\.res|pool\.res|res_index\.res|en\.res)
    | brkitr/(root\.res|res_index\.res|pool\.res|en\.res|[a-z_]+\.brk)
    | (curr|region|unit|zone|rbnf)/(pool|res_index|root|en|en_001|supplementalData)\.res
    """,
    re.VERBOSE,
)

MAGIC = b"\xda\x27"
ALIGNMENT = 16


def package(archive: str) -> bytes:
    """The data as the archive has it, from its header on."""
    member = subprocess.run(
        ["ar", "p", archive, "icu_packaged_data.cpp.o"], check=True, capture_output=True
    ).stdout
    form = member.index(b"CmnD")
    # Before the name of the form: the header's size, the magic number, and twelve bytes on the machine.
    start = form - 12
    if member[start + 2 : start + 4] != MAGIC:
        sys.exit(f"{archive}: the data is not of the form that was expected")
    return member[start:]


def items(data: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The header, and the items in their order, which is that of their names."""
    (size,) = struct.unpack_from("<H", data)
    body = data[size:]
    (count,) = struct.unpack_from("<I", body)
    entries = [struct.unpack_from("<II", body, 4 + 8 * index) for index in range(count)]
    ends = [offset for _, offset in entries[1:]] + [len(body)]
    found = []
    for (name, offset), end in zip(entries, ends):
        found.append((body[name : body.index(b"\0", name)].decode(), body[offset:end]))
    return data[:size], found


def packed(header: bytes, kept: list[tuple[str, bytes]]) -> bytes:
    """A package of `kept`."""
    names, places = b"", []
    for name, _ in kept:
        places.append(4 + 8 * len(kept) + len(names))
        names += name.encode() + b"\0"
    body = bytearray(4 + 8 * len(kept)) + names
    struct.pack_into("<I", body, 0, len(kept))
    for index, (_, content) in enumerate(kept):
        body += b"\xaa" * (-len(body) % ALIGNMENT)
        struct.pack_into("<II", body, 4 + 8 * index, places[index], len(body))
        body += content
    return header + bytes(body)


def main() -> None:
    archive, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    header, all_items = items(package(archive))
    prefix = all_items[0][0].split("/")[0]
    kept = [item for item in all_items if KEPT.fullmatch(item[0].removeprefix(prefix + "/"))]
    if not any(name.endswith("/lang/fr.res") for name, _ in kept):
        sys.exit(f"{archive}: no names of languages were found in it")
    data = packed(header, kept)
    folder.mkdir(parents=True, exist_ok=True)
    blob, target = folder / "data", folder / "data.o"
    blob.write_bytes(data)
    # icudt76l, where the last letter says how bytes are ordered, is looked for as icudt76_dat. Whoever looks for that is
    # given the wrapped name, so that nobody asks for the archive's.
    symbol = f"{prefix[:-1]}_dat"
    source = f"""
        .section .rodata
        .globl __wrap_{symbol}
        .balign {ALIGNMENT}
        __wrap_{symbol}: .incbin "{blob}"
        .section .note.GNU-stack, "", @progbits
    """
    subprocess.run(["clang", "-x", "assembler", "-c", "-", "-o", str(target)], input=source.encode(), check=True)
    (folder / "flags").write_text(f"-Xlinker --wrap={symbol} -Xlinker {target.resolve()}\n")
    print(f"{target}: {len(kept)} of {len(all_items)} items, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
