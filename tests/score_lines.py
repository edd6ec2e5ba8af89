"""How far lines of type are opened: all outlines of gold as PDF in the four styles.

    python tests/score_lines.py [--show]

A line is opened by so many hundredths of an em at each of its gaps. Prints how many lines are opened by more than 12
and by more than 25 in each style, how many end more than a hundredth of an em before their measure because they would
be, and with `--show` which these are.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple

from trees import GOLD, read_rows, tree_from_rows

from convert.chinese.script import detect_script
from convert.formats.pdf import PdfWriter, book
from convert.formats.pdf.breaks import LineSpan, find_places, share_opening
from convert.formats.pdf.look import Look
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.setting import Setting
from convert.style.sheet import load_style
from convert.tree.nodes import Document

SHARED = Path(__file__).parents[2] / "shared"
STYLES = ("plain", "book", "newspaper", "gongwen")
LIMITS = (120, 250)
"""Thousandths of an em."""
SHORT = 10.0
"""The same, of a line that ends before its measure."""


class Opened(NamedTuple):
    """A line, and by how many thousandths of an em each of its gaps is opened."""

    stretch: float
    short: float
    """Thousandths of an em by which it ends before its measure."""
    text: str


def outlines() -> Iterator[Document]:
    """The trees of all gold at hand."""
    folders = (GOLD, SHARED / "gold", SHARED / "gold2")
    known = {path.stem: path for folder in folders for path in sorted(folder.rglob("*.tsv"))}
    for name, path in known.items():
        rows = read_rows(path)
        if rows and "kind" in rows[0]:
            text = "".join(row["text"] for row in rows)
            yield tree_from_rows(rows, f"{name}.txt", detect_script(text))


class RecordingSetter(ParagraphSetter):
    """Sets paragraphs and notes how far each line is opened."""

    found: ClassVar[list[Opened]] = []

    def _break(self, setting: Setting, text: str, look: Look, room: float, hanging: float) -> list[LineSpan]:
        lines = super()._break(setting, text, look, room, hanging)
        places = find_places(setting)
        for line in lines:
            opened, shared = share_opening(setting, line)
            short = (setting.gaps[line.stop - 1] - setting.gaps[line.start]) * line.stretch - (
                opened.gaps[line.stop - 1] - opened.gaps[line.start]) * shared.stretch
            self.found.append(Opened(shared.stretch, short, text[places.index(line.start) : places.index(line.stop)]))
        return lines


def measure(style: str, trees: list[Document]) -> list[Opened]:
    """How far each line of the trees is opened in a style, the worst first."""
    RecordingSetter.found.clear()
    for tree in trees:
        PdfWriter().write(tree, load_style(style), io.BytesIO())
    return sorted(RecordingSetter.found, reverse=True)


def main() -> None:
    """Prints the table."""
    book.ParagraphSetter = RecordingSetter  # type: ignore[misc]
    trees = list(outlines())
    print(f"{len(trees)} documents{'':8}lines  over 12 %  over 25 %    worst  short")
    for style in STYLES:
        lines = measure(style, trees)
        over = [sum(line.stretch > limit for line in lines) for limit in LIMITS]
        short = [line for line in lines if line.short > SHORT]
        print(f"{style:20}{len(lines):8}{over[0]:11}{over[1]:11}{lines[0].stretch / 10:7.0f} %{len(short):7}")
        if "--show" in sys.argv:
            for line in lines[: over[0]] + short:
                print(f"    {line.stretch / 10:5.0f} %  {line.short / 1000:5.1f} em  {line.text}")


if __name__ == "__main__":
    main()
