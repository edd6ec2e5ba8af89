"""Prints what corrections are worth on every outlined document.

    python tests/score_corrections.py [--set NAME] [--worst N]

An editor is played: the first block that is not as the outline has it is corrected, the document is read again, and so
on. Counted are the rows that this takes, the blocks that follow by themselves, whether the outline is then exact, and
how many of the rows still fit the same file in another encoding, with other line ends, with a banner above. Last, the
whole outline, own or of a careful reader, is given back as one that was edited.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all
from scoring import Line, letters, lines_of, make_line, settle
from texts import text_of
from wrapping import unify, wrap

from convert.corrections import Corrected, Corrections, tell_corrected
from convert.corrections.outlines import choose_kinds, state_outline
from convert.corrections.reading import ALIKE
from convert.corrections.seeking import Sought, find_solid, seek
from convert.formats.text.decode import decode
from convert.recovery.reader import set_text
from convert.recovery.text import Text
from convert.tree.agreement import BLOCKS
from convert.tree.nodes import Document
from convert.tree.outline import OutlineRow, outline

ROUNDS = 60
"""So many corrections are tried before an outline is given up."""

SHORT = 5
"""Letters of a word, which many lines have."""

BANNER = "某某信息网　首页 > 新闻中心 > 正文\n欢迎访问本站，今天是星期一，本站推荐：热点专题\n\n"
"""What is put above a text."""

ENCODINGS = ("gb18030", "utf-16")
"""What a text is written in again."""


@dataclass(frozen=True)
class Row:
    """A block of an outline, with whether a work opens before it."""

    opens: bool
    line: Line
    number: int
    """Of its line in the outline."""
    start: int = -1
    """Where it begins in the source, where that is known."""

    @property
    def identity(self) -> tuple[object, ...]:
        return self.opens, *self.line.identity


def fold_works(lines: Sequence[Line], starts: Sequence[int] = ()) -> list[Row]:
    """The blocks that count, each with whether a work opens before it."""
    found, opens = [], False
    for number, line in enumerate(lines):
        if line.kind == "article":
            opens = True
        elif line.kind in BLOCKS and line.print:
            found.append(Row(opens, line, number, starts[number] if starts else -1))
            opens = False
    return found


@dataclass
class Edited:
    """What became of a document under an editor's hands."""

    name: str
    wrong: int = 0
    """Blocks of the outline that were not so at first."""
    rows: list[Corrected] = field(default_factory=list)
    """The corrections that were made."""
    exact: bool = False
    levels: tuple[int, int] = (0, 0)
    """Headings that were right but for their level, and how many of the others were right once one was corrected."""
    titles: tuple[int, int] = (0, 0)
    """Wrong blocks where the title was wrong, and how many of the others were right once the title was corrected."""


Places = dict[int, tuple[int, int]]
"""Number of a line of an outline → where it stands in the source."""


def find_places(document: Outlined, text: Text) -> Places:
    """Where the lines of an outline stand."""
    view = set_text(text).view
    blocks = [Sought(line.text, None, line.key, line.kind in ("meta", "noise")) for line in document.lines()]
    found = {}
    for number, place in enumerate(seek(blocks, view)):
        spans = view.to_source(place.spans) if place is not None else ()
        if spans:
            found[number] = spans[0][0], spans[-1][1]
    return found


def correct(row: Row, places: Places) -> Corrected:
    """The correction that makes a block what the outline has."""
    line = row.line
    depth = int(line.level) if line.kind == "heading" and line.level.isdecimal() else 0
    return Corrected(line.text, line.kind, places.get(row.number), depth, row.opens, line.key)


def drop(row: Row, gold: Sequence[Line], places: Places) -> Corrected:
    """The correction that takes a block away: it is a fact or no part of the document."""
    line = row.line
    same = [number for number, each in enumerate(gold) if each.print == line.print]
    for number in same:
        if gold[number].kind.split("|")[0] == "meta":
            return Corrected(gold[number].text, "meta", places.get(number), key=gold[number].key)
    parts = [number for number, each in enumerate(gold) if each.kind.split("|")[0] == "meta" and overlap(each, line)]
    if parts:
        return Corrected(gold[parts[0]].text, "meta", places.get(parts[0]), key=gold[parts[0]].key)
    return Corrected(line.text, "cut", (row.start, row.start + len(line.text)) if row.start >= 0 else None)


def read(text: Text, rows: Sequence[Corrected]) -> Document:
    return tell_corrected(text, Corrections(blocks=tuple(rows)))


def compare(gold: Sequence[Line], tree: Document) -> tuple[list[Row], list[Row], list[tuple[str, int, int, int, int]]]:
    """The rows wanted and made, and what parts them."""
    made = lines_of(tree)
    wanted, given = fold_works(choose(gold, made)), fold_works(made, [row.start for row in outline(tree)])
    matcher = SequenceMatcher(None, [row.identity for row in wanted], [row.identity for row in given], autojunk=False)
    return wanted, given, [code for code in matcher.get_opcodes() if code[0] != "equal"]


def choose(gold: Sequence[Line], made: Sequence[Line]) -> list[Line]:
    """The outline with one kind a line: that which was made of it, unless a work had two titles then."""
    settled = settle(gold, made)
    works = "".join({"article": "|", "title": "t"}.get(line.kind, "") for line in settled).split("|")
    if max(map(len, works)) < 2:
        return settled
    rows = [OutlineRow(line.kind, line.level, line.key, line.text, -1) for line in gold]
    return [replace(line, kind=kind) if line.kind == "title" else line
            for line, kind in zip(settled, choose_kinds(rows), strict=True)]


def count_wrong(codes: Sequence[tuple[str, int, int, int, int]]) -> int:
    return sum(max(high - low, b - a) for _, low, high, a, b in codes)


def edit(document: Outlined, text: Text) -> Edited:
    """Plays the editor."""
    gold, places = document.lines(), find_places(document, text)
    done = Edited(document.name)
    wanted, given, codes = compare(gold, read(text, ()))
    done.wrong = count_wrong(codes)
    done.levels, done.titles = follow_level(gold, text, places), follow_title(gold, text, places)
    while codes and len(done.rows) < ROUNDS:
        fresh = next(find_rows(wanted, given, codes, gold, places, done.rows), None)
        if fresh is None:
            break
        done.rows.append(fresh)
        wanted, given, codes = compare(gold, read(text, done.rows))
    done.exact = not codes
    return done


def find_rows(wanted: Sequence[Row], given: Sequence[Row], codes: Sequence[tuple[str, int, int, int, int]],
              gold: Sequence[Line], places: Places, known: Sequence[Corrected]
              ) -> Iterator[Corrected]:
    """Corrections not made yet, of the first block that differs and then of the others."""
    missing = [row for _, low, high, _, _ in codes for row in wanted[low:high]]
    for _, low, high, a, b in codes:
        made = {row.line.print for row in wanted[low:high]}
        rows = [*(correct(row, places) for row in wanted[low:high]),
                *(drop(row, gold, places) for row in given[a:b] if row.line.print not in made
                  and not any(overlap(row.line, each.line) for each in missing))]
        yield from (row for row in rows if row not in known)


def overlap(first: Line, second: Line) -> bool:
    """Whether one line is a part of the other, more than a word long."""
    a, b = sorted((letters(first.text), letters(second.text)), key=len)
    return a == b or (len(a) > SHORT and a in b)


def follow_level(gold: Sequence[Line], text: Text, places: Places) -> tuple[int, int]:
    """Headings wrong in their level alone, and those of the others that are right once the first is corrected."""
    def wrong(tree: Document) -> list[Row]:
        wanted, given, _ = compare(gold, tree)
        levels = {row.line.print: row.line.level for row in given if row.line.kind == "heading"}
        return [row for row in wanted if row.line.kind == "heading" and row.line.level.isdecimal()
                and levels.get(row.line.print, row.line.level) != row.line.level]

    first = wrong(read(text, ()))
    return (len(first), len(first) - 1 - len(wrong(read(text, [correct(first[0], places)])))) if first else (0, 0)


def follow_title(gold: Sequence[Line], text: Text, places: Places) -> tuple[int, int]:
    """Wrong blocks where the first title is among them, and those of the others that are right once it is corrected."""
    wanted, _, codes = compare(gold, read(text, ()))
    rows = [wanted[i] for _, low, high, _, _ in codes for i in range(low, high)]
    title = next((row for row in rows if row.line.kind == "title"), None)
    if title is None:
        return 0, 0
    _, _, left = compare(gold, read(text, [correct(title, places)]))
    return count_wrong(codes), count_wrong(codes) - 1 - count_wrong(left)


def list_changed(document: Outlined) -> Iterator[tuple[str, bytes, int]]:
    """The same file in other states: what was done, its bytes, and how many characters that are compared went before.
    """
    if not document.file.endswith((".txt", ".md")):
        return
    text = decode(document.data, document.file).text
    for encoding in ENCODINGS:
        yield f"in {encoding}", text.encode(encoding, "replace"), 0
    if document.file.endswith(".txt"):  # a banner above front matter makes other Markdown of it
        yield "with a banner", (BANNER + text).encode("utf-8", "replace"), len(find_solid(BANNER))
        yield "wrapped", wrap(unify(text), 64).encode("utf-8", "replace"), 0


def count_fits(document: Outlined, rows: Sequence[Corrected], changed: bytes, before: int) -> tuple[int, int]:
    """How many corrections there are, and how many are found at the same characters of a changed file."""
    old, new = (set_text(text_of(data, document.file)).view for data in (document.data, changed))
    blocks = [Sought(row.text, row.at, row.key, row.kind in ("meta", "cut")) for row in rows]
    fits = 0
    ranks = [{place: rank for rank, place in enumerate(find_solid(view.text))} for view in (old, new)]
    for first, second in zip(seek(blocks, old), seek(blocks, new), strict=True):
        if first is not None and second is not None:
            fits += ranks[1].get(second.spans[0][0], -1) - before == ranks[0].get(first.spans[0][0], -2)
    return sum(place is not None for place in seek(blocks, old)), fits


def is_given_back(rows: Sequence[OutlineRow], text: Text) -> bool:
    """Whether an outline that is given back gives the same blocks."""
    stated = state_outline(rows)
    lines = [make_line("noise" if block.kind == "cut" else block.kind, str(block.depth or ""), block.key, block.text)
             for block in stated.blocks]
    opened = [block.opens or False for block in stated.blocks]
    wanted = [(opens, *line.identity) for opens, line in zip(opened, lines, strict=True)
              if line.kind in BLOCKS and line.print]
    return wanted == [row.identity for row in fold_works(lines_of(tell_corrected(text, stated)))]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="", help="one set alone: gold, cases, batch-1 …, pdf")
    parser.add_argument("--worst", type=int, default=0, help="name so many documents that are not exact")
    given = parser.parse_args(arguments)
    documents = [(document, document.text()) for document in load_all(given.set)]
    edited = [edit(document, text) for document, text in documents]
    print_edited(edited)
    print_fits([(document, replace_rows(done, document, text)) for (document, text), done
                in zip(documents, edited, strict=True)])
    own = [is_given_back(outline(tell_corrected(text)), text) for _, text in documents]
    gold = [is_given_back([OutlineRow(line.kind, line.level, line.key, line.text, -1) for line in document.lines()],
                          text) for document, text in documents]
    print(f"outlines given back: own {sum(own)} of {len(own)} exact, of careful readers {sum(gold)} of {len(gold)}")
    left = [document.name for (document, _), right in zip(documents, gold, strict=True) if not right]
    for name in [*(done.name for done in edited if not done.exact), *left][: given.worst]:
        print(f"    {name}")


def print_edited(edited: Sequence[Edited]) -> None:
    wrong, rows = sum(done.wrong for done in edited), sum(len(done.rows) for done in edited)
    print(f"documents {len(edited)}; right at first {sum(not done.wrong for done in edited)}, "
          f"after corrections {sum(done.exact for done in edited)}")
    print(f"wrong blocks {wrong}, rows of corrections {rows}: {wrong - rows} blocks follow by themselves")
    for what in ("levels", "titles"):
        pairs = [getattr(done, what) for done in edited if getattr(done, what)[0]]
        print(f"one corrected {what[:-1]}: {len(pairs)} documents, {sum(first for first, _ in pairs)} blocks wrong, "
              f"{sum(then for _, then in pairs)} of the others follow")


def replace_rows(done: Edited, document: Outlined, text: Text) -> list[tuple[str, list[Corrected]]]:
    """The corrections that were made, and those that state the whole outline with its places."""
    places = find_places(document, text)
    whole = [Corrected(line.text, ALIKE.get(line.kind.split("|")[0], line.kind.split("|")[0]), places[number],
                       key=line.key) for number, line in enumerate(document.lines()) if number in places]
    return [("made", done.rows), ("all rows", whole)]


def print_fits(given: Sequence[tuple[Outlined, list[tuple[str, list[Corrected]]]]]) -> None:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for document, sets in given:
        for what, data, before in list_changed(document):
            for name, rows in sets:
                all_, fits = count_fits(document, rows, data, before)
                known = sums.get((name, what), (0, 0))
                sums[name, what] = known[0] + all_, known[1] + fits
    for (name, what), (all_, fits) in sorted(sums.items()):
        print(f"{name}, {what}: {fits} of {all_} fit, {100 * fits / max(1, all_):.2f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
