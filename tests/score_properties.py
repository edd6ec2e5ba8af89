"""Measures what else must change nothing: encoding, script, wrapping, and the order of rules.

    python tests/score_properties.py [--all] [--worst 3] [--rows NAME]

Every outlined text is read once as it is and once changed, and the two outlines are compared: F1 of the blocks, the
share of documents whose outlines are the same, and the documents that differ most. Without --all a fifth of the
documents is read, always the same.

same script   converted to the other script by the project's own converter: kinds and depths, in order
wrapped N     lines longer than N columns broken there, paragraphs indented by two characters
unwrapped     of wrapped texts: each block of the outline on one line
reversed      the rows of each table of rules in reverse
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all
from score_foreign import draw, mean
from scoring import Figure, Line, differences, lines_of, make_line, score
from texts import text_of
from wrapping import unify, wrap

from convert.chinese.script import detect_script
from convert.formats.text.decode import decode
from convert.recovery import fields
from convert.recovery.reader import read, survey_text
from convert.recovery.rules import noise, table
from convert.transforms.opencc.engine import OpenCC
from convert.tree.nodes import Document

ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5")
WIDTHS = (20, 28, 34, 40, 60, 80)
"""Columns at which lines are broken; a Han character has two."""

SHARE = 5
"""One of so many documents is read where not all are."""



class Pair(NamedTuple):
    """A document read as it is and changed."""

    change: str
    name: str
    before: list[Line]
    behind: list[Line]

    @property
    def figure(self) -> Figure:
        """How well the blocks agree."""
        return score(self.before, self.behind)["blocks"]


def read_lines(text: str, name: str) -> list[Line]:
    return lines_of(read_tree(text, name))


def read_tree(text: str, name: str) -> Document:
    return read(text_of(text.encode("utf-8", "surrogatepass"), name))


def encode(text: str, encoding: str) -> bytes | None:
    """The bytes of a text; None where the encoding lacks one of its characters."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def shape(lines: Sequence[Line]) -> list[Line]:
    """Kinds and depths alone, as rows of one text each, so that order decides."""
    return [make_line(line.kind, line.level, "", f"{line.kind}{line.level}") for line in lines]


@contextmanager
def reversed_tables() -> Iterator[None]:
    """All tables of rules in reverse; what was made of them is made anew."""
    rules, rows, facts = table.load_rules, noise.load_noise, fields.load_fields
    caches = table._sieve, noise._load_table, fields._index
    try:
        for cached in caches:
            cached.cache_clear()
        with (patch.object(table, "load_rules", lambda name: rules(name)[::-1]),
              patch.object(noise, "load_noise", lambda: rows()[::-1]),
              patch.object(fields, "load_fields", lambda: facts()[::-1])):
            yield
    finally:
        for cached in caches:
            cached.cache_clear()


def try_encodings(text: str, name: str, plain: list[Line]) -> Iterator[Pair]:
    for encoding in ENCODINGS:
        data = encode(text, encoding)
        if data is not None:
            yield Pair(encoding, name, plain, lines_of(read(text_of(data, name))))


def try_script(text: str, name: str, plain: list[Line]) -> Iterator[Pair]:
    there, back = ("t2s", "s2t") if detect_script(text) == "zh-Hant" else ("s2t", "t2s")
    other = OpenCC(there).convert(text)
    yield Pair("other script", name, shape(plain), shape(read_lines(other, name)))
    yield Pair("and back", name, shape(plain), shape(read_lines(OpenCC(back).convert(other), name)))


def try_wrapping(text: str, name: str, plain: list[Line]) -> Iterator[Pair]:
    context = survey_text(text_of(text.encode("utf-8", "surrogatepass"), name))
    if context.oneline:
        return  # what was printed on lines of its own stands inside one already
    if context.page.full:
        flat = "\n".join(f"{line.key}：{line.text}" if line.kind == "meta" and line.key else line.text
                         for line in plain if line.kind != "article")
        yield Pair("unwrapped", name, plain, read_lines(flat, name))
        return
    for columns in WIDTHS:
        yield Pair(f"wrapped {columns}", name, plain, read_lines(wrap(text, columns), name))


def try_order(text: str, name: str, plain: list[Line]) -> Iterator[Pair]:
    with reversed_tables():
        yield Pair("reversed", name, plain, read_lines(text, name))


Trial = Callable[[str, str, list[Line]], Iterator[Pair]]
TRIALS: tuple[Trial, ...] = (try_encodings, try_script, try_wrapping, try_order)


def try_all(documents: Sequence[Outlined]) -> Iterator[Pair]:
    """All changes of plain texts."""
    for document in documents:
        text = unify(decode(document.data, document.file).text)
        plain = read_lines(text, document.file)
        for trial in TRIALS:
            yield from trial(text, document.file, plain)


def choose(documents: Sequence[Outlined], share: int) -> list[Outlined]:
    """The plain texts among documents, or one of `share` of them."""
    return [one for one in documents if one.file.endswith(".txt") and not draw(one.kind, one.name) % share]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="read every document")
    parser.add_argument("--worst", type=int, default=3, help="documents to name of each change")
    parser.add_argument("--rows", default="", help="print what is read otherwise in this document")
    given = parser.parse_args(arguments)
    documents = choose(list(load_all()), 1 if given.all or given.rows else SHARE)
    pairs = list(try_all([one for one in documents if given.rows in one.name]))
    print(f"{'change':16}{'documents':>10}{'blocks':>8}{'same':>7}  worst")
    for change in dict.fromkeys(pair.change for pair in pairs):
        members = sorted((pair for pair in pairs if pair.change == change), key=lambda pair: pair.figure.f1)
        same = mean(pair.figure.hit == pair.figure.gold == pair.figure.given for pair in members)
        worst = ", ".join(f"{pair.name} {pair.figure.f1:.2f}" for pair in members[: given.worst] if pair.figure.f1 < 1)
        print(f"{change:16}{len(members):10}{mean(pair.figure.f1 for pair in members):8.3f}{same:7.3f}  {worst}")
    for pair in pairs if given.rows else ():
        print(f"{pair.name} {pair.change}", *differences(pair.before, pair.behind), sep="\n    ")


if __name__ == "__main__":
    main(sys.argv[1:])
