"""Compares the outlines of documents that lie beside the checkout as Markdown, DOCX and PDF.

    python tests/compare_laws.py [--rows N] [NAME …]

Each is read in all three formats; rows of blocks are compared by kind, depth and letters. Where they differ, the first
N rows are printed, `-` for the Markdown and `+` for the other.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from scoring import Line, differences, lines_of

import convert
from convert.tree.agreement import BLOCKS

LAWS = Path(__file__).parents[2] / "shared" / "laws"
OTHERS = (".docx", ".pdf")


def outline_of(path: Path) -> list[Line]:
    """The rows of blocks of a document."""
    return [row for row in lines_of(convert.read(path)) if row.kind in BLOCKS]


def compare(path: Path) -> dict[str, list[str]]:
    """Suffix of each other format whose outline is not that of the Markdown → what differs."""
    wanted = outline_of(path)
    found = {}
    for suffix in OTHERS:
        given = outline_of(path.with_suffix(suffix))
        if [row.identity for row in given] != [row.identity for row in wanted]:
            found[suffix] = differences(wanted, given)
    return found


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names; all without")
    parser.add_argument("--rows", type=int, default=0, help="print so many rows of each difference")
    given = parser.parse_args(arguments)
    paths = [path for path in sorted(LAWS.glob("*.md"))
             if not given.names or any(name in path.stem for name in given.names)]
    equal = 0
    for path in paths:
        found = compare(path)
        equal += not found
        for suffix, rows in found.items():
            print(f"{path.stem}: {suffix[1:]} differs in {len(rows)} rows")
            print("".join(f"    {row}\n" for row in rows[: given.rows]), end="")
    print(f"{equal} of {len(paths)} equal in all formats")


if __name__ == "__main__":
    main(sys.argv[1:])
