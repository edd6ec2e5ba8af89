"""Names of entries that stay below the folder they are joined to, whatever they are in the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.formats.text.decode import decode

_UNFIT = Pattern("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no name of a file should hold: control characters, line ends, halves of characters."""

_DRIVE = re.compile("[A-Za-z]:")

UNNAMED = "unnamed"
"""The name of an entry of which nothing is left."""


class Names:
    """Makes names safe, and unique among those it has made."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, raw: str) -> str:
        """A path of plain parts with / between them: no root, no drive, no way up, nothing that is not printed."""
        parts = [_UNFIT.sub("\ufffd", part).strip(" ") for part in raw.replace("\\", "/").split("/")]
        kept = [part for part in parts if part and part.strip(".") and not _DRIVE.fullmatch(part)]
        name = wanted = "/".join(kept) or UNNAMED
        stem, dot, suffix = wanted.rpartition(".")
        number = 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}.{suffix}" if dot and stem and "/" not in suffix else f"{wanted}-{number}"
        self._taken.add(name)
        return name


def decode_names(raw: Sequence[bytes]) -> list[str]:
    """Names in whatever encoding they are, found from all of them together; what cannot be read is U+FFFD."""
    text = decode(b"".join(b"\n" + name.replace(b"\n", b"\x1f") for name in raw), "names").text
    names = text.split("\n")[1:]
    return names if len(names) == len(raw) else [decode(b"\n" + name, "name").text[1:] for name in raw]


def is_hidden(name: str) -> bool:
    """Whether a path is hidden, or made by a system beside the files of people."""
    return any(part.startswith(".") or part in _SYSTEM for part in name.split("/"))


_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "@eaDir"})
