"""From drafts to lines: what is known only when the whole page is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from convert.formats.html.compose import Draft
from convert.formats.html.setting import Setting
from convert.formats.html.style import MEDIUM
from convert.recovery.text import Line, Marks, Run

ALL = 100
"""Per cent of the letters of a line that is nothing but links, the date beside them apart."""
_DATE = re.compile(r"[\s()（）\[\]【】·|-]*+(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
                   r"[\s()（）\[\]【】·|-]*+")
"""What stands beside a link in a list of news."""


def make_lines(drafts: Sequence[Draft], view: str, body: float = 0.0, paragraphs: int = 0) -> tuple[Line, ...]:
    """The lines of a page with their marks.

    In a part of a whole, `body` is the size of most letters of that and `paragraphs` how many stand before the page.

    A block is a paragraph. Of lines that br parts only the text can tell whether they go on: they have no paragraph,
    and blank lines stand before the first and behind the last.
    """
    body = body or find_size(drafts)
    parted = {draft.block for draft in drafts if draft.broken}
    numbers = {block: number for number, block in enumerate(dict.fromkeys(draft.block for draft in drafts),
                                                       paragraphs + 1)}
    lines: list[Line] = []
    last = -1
    first_page = int(any(draft.page for draft in drafts))
    for draft in drafts:
        gap = draft.gap
        if draft.block != last and not gap and not draft.setting.cell.cell:
            gap = int(draft.block in parted or last in parted)
        last = draft.block
        paragraph = 0 if draft.block in parted and not draft.setting.heading else numbers[draft.block]
        marks = _marks(draft, body, paragraph, draft.page or first_page)
        goes_on = marks.item and not marks.bullet and bool(lines) and lines[-1].marks.link == ALL
        if (0 < marks.link < ALL or goes_on) and _DATE.fullmatch(_print_unlinked(draft, view)):
            marks = replace(marks, link=ALL)
        lines.append(Line(draft.start, draft.end, draft.indent or draft.setting.indent, gap if lines else 0, marks))
    return tuple(lines)


def _print_unlinked(draft: Draft, view: str) -> str:
    return "".join(view[each.start : each.end] for each in draft.stretches if not each.face.link)


def _marks(draft: Draft, body: float, paragraph: int, page: int) -> Marks:
    setting, stretches = draft.setting, draft.stretches
    cell = setting.cell
    if len(stretches) == 1:
        face = stretches[0].face
        bold, link, size = face.bold, 100 * face.link, face.size
    else:
        letters = sum(each.letters for each in stretches)
        bold = all(each.face.bold for each in stretches)
        link = 100 * sum(each.letters for each in stretches if each.face.link) // letters
        size = sum(each.letters * (each.face.size or body) for each in stretches) / letters
    return Marks(
        heading=setting.heading, item=setting.item or int(bool(draft.bullet)), bullet=draft.bullet,
        paragraph=paragraph, table=cell.table, row=cell.row,
        cell=cell.cell, head=cell.head, columns=cell.columns, rows=cell.rows,
        quote=setting.quote, code=setting.code, caption=setting.caption, note=draft.note or setting.note, bold=bold,
        centred=setting.align == "center", right=setting.align == "right", size=round(100 * (size or body) / body),
        link=link, role=setting.role, name=setting.name, field=setting.field, page=page,
        told=setting.told)


def find_size(drafts: Sequence[Draft]) -> float:
    """The size of most letters of the text in pixels; of all letters where all stand beside it."""
    for own in (True, False):
        sizes: dict[float, int] = defaultdict(int)
        for draft in drafts:
            if _is_text(draft.setting) or not own:
                for each in draft.stretches:
                    sizes[each.face.size] += each.letters * (not each.face.link or not own)
        if any(sizes.values()):
            return max(sizes, key=lambda size: (sizes[size], -size)) or MEDIUM
    return MEDIUM


def _is_text(setting: Setting) -> bool:
    return not setting.role and not setting.heading


def make_runs(drafts: Sequence[Draft], view: str) -> tuple[Run, ...]:
    """The runs of emphasis, links and the like, by their start; none goes over the end of a line."""
    return tuple(sorted(run for draft in drafts for run in _line_runs(draft, view)))


def _line_runs(draft: Draft, view: str) -> Iterator[Run]:
    open_at: dict[tuple[str, str], tuple[int, int]] = {}
    for stretch in draft.stretches:
        kinds = stretch.face.kinds
        for kind in [each for each in open_at if each not in kinds]:
            yield _run(*open_at.pop(kind), kind, view)
        for kind in kinds:
            start, _ = open_at.get(kind, (stretch.start, 0))
            open_at[kind] = (start, stretch.end)
    for kind, (start, end) in open_at.items():
        yield _run(start, end, kind, view)


def _run(start: int, end: int, kind: tuple[str, str], view: str) -> Run:
    while start < end and view[start].isspace():
        start += 1
    return Run(start, end, *kind)
