"""Prints how many documents at hand open, how many accounts close, and where markup is left in a text.

    python tests/score_openings.py [FOLDER …]

Marks are what a format writes and no page shows: stars, bars and brackets of Markdown, tags and references of pages. In
plain text and word processor files the same characters are text, as are those in code. What a page prints so itself,
such as `****` for a name that is left out, is listed too: people judge.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from convert.errors import HuoziError
from convert.sources import read
from convert.tree.audit import restore
from convert.tree.nodes import Document

SHARED = Path(__file__).parents[2] / "shared"
FOLDERS = ("corpus2", "corpus", "seeds", "laws", "faults/recovery", "faults/public", "faults/reliability")
_TAGS = r"</?[a-z][^<>]*>|<%|&[a-z]{2,8};"
_MARKS = {
    **dict.fromkeys((".md", ".mdx", ".markdown"), re.compile(
        rf"\*\*|~~|^#{{1,6}}(?!\d)|^> |^\|.*\|$|\\\||\[\^\w+\]|^```|{_TAGS}")),
    **dict.fromkeys((".html", ".htm", ".php", ".jsp", ".xml", ".mht"), re.compile(_TAGS)),
}
"""Suffix → what is markup in a file of that kind."""
_LEAVES = ".//*[@at and not(self::cut)]"


def find_marks(tree: Document, suffix: str) -> Iterator[str]:
    """Where markup is left in the texts of a tree, with what stands around it."""
    pattern = _MARKS.get(suffix)
    for leaf in tree.xpath(_LEAVES) if pattern is not None else ():
        text = "".join(leaf.xpath(".//text()[not(ancestor::em[@rend='code'])]"))
        found = pattern.search(text)
        if found is not None:
            yield f"{leaf.tag}: {text[max(0, found.start() - 20) : found.end() + 20]!r}"


def main(arguments: list[str]) -> None:
    folders = [Path(name) for name in arguments] or [SHARED / name for name in FOLDERS]
    print(f"{'':24}{'documents':>10}{'open':>8}{'refused':>8}{'accounts':>10}{'marks':>8}")
    told = []
    for folder in folders:
        counts: Counter[str] = Counter()
        for file in sorted(folder.glob("*")):
            if file.is_dir() or file.suffix in (".tsv", ".expect") or file.name == "README.md":
                continue
            counts["documents"] += 1
            try:
                tree = read(file)
            except HuoziError as error:
                counts["refused"] += 1
                told.append(f"{file.name}: {error.message}")
                continue
            source = tree.record.source
            counts["open"] += 1
            counts["accounts"] += source is not None and len(restore(tree)) == source.length
            marks = list(find_marks(tree, file.suffix))
            counts["marks"] += len(marks)
            told += [f"{file.name}: {mark}" for mark in marks]
        print(f"{'/'.join(folder.parts[-2:]):24}" + "".join(
            f"{counts[name]:{width}}" for name, width in (
                ("documents", 10), ("open", 8), ("refused", 8), ("accounts", 10), ("marks", 8))))
    print("\n".join(told))


if __name__ == "__main__":
    main(sys.argv[1:])
