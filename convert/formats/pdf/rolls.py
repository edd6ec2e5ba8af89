"""Rolls of names: set in columns, no name torn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from convert.formats.pdf.boxes import WhiteBox
from convert.formats.pdf.breaks import LineSpan
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element

FEWEST = 6
"""Names of a roll; fewer are a line like any other."""

GAP = 1.0
"""White between columns, in ems."""

_NAME = re.compile(r"[㐀-鿿𠀀-𲎯]{2,4}|[㐀-鿿·•]{4,12}")
_SPACE = re.compile("(?<=[^　 ])(?:　+| {2,})(?=[^　 ])")


@dataclass(slots=True)
class NamesBox:
    """Names side by side in one row."""

    names: Sequence[TextLine]

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws them, from the beginning of the line."""
        for name in self.names:
            name.draw(sheet, inline, block)


def split_roll(text: str) -> list[str]:
    """The names of a roll, each with the white behind it; none where a text is no roll."""
    ends = [match.end() for match in _SPACE.finditer(text)]
    parts = [text[start:stop] for start, stop in zip([0, *ends], [*ends, len(text)], strict=True)]
    return parts if len(parts) >= FEWEST and all(_NAME.fullmatch(part.strip("　 ")) for part in parts) else []


def set_roll(setter: ParagraphSetter, runs: Sequence[Run], look: Look, element: Element) -> list[FlowRow]:
    """The rows of a roll; none where the text is no roll, or has parts that look different."""
    names = split_roll(runs[0].text) if len(runs) == 1 else []
    if not names:
        return []
    set_names = [setter.set_runs([runs[0]._replace(text=name)], look, {"": element}) for name in names]
    widest = max(setting.ends[len(name.rstrip("　 "))] for (setting, _), name in zip(set_names, names, strict=True))
    room = setter.measure - look.indent + GAP * look.size
    count = max(1, int(room / ((widest / 1000 + GAP) * look.size)))
    pitch = room / count
    lines = [TextLine(setting, LineSpan(0, len(setting)), look.size, look.leading,
                      look.indent + number % count * pitch, pieces, look.colour)
             for number, (setting, pieces) in enumerate(set_names)]
    rows = [FlowRow(look.leading, NamesBox(lines[start : start + count]), tail=WhiteBox())
            for start in range(0, len(lines), count)]
    rows[-1] = replace(rows[-1], tail=None)
    return rows
