"""Prints how many trees come back from each format that Huozi writes and reads: seeds, gold, generated trees.

    python tests/score_round_trips.py [--generated N] [--read] [--formats docx,epub] [--show N]

XML and TEI must give the same tree, byte for byte; DOCX, EPUB, PDF, HTML and Markdown the same rows of its outline
(kinds, depths, labels of facts, texts). Plain text cannot say what its lines are: it is guessed again, and the figure
is what that costs. Texts are compared without white space and signs without width, which no page shows.
`--read` takes the trees that are read from the gold documents instead of those of their outlines.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all
from strategies import make_tree
from trees import NAMES, seed_tree, tree_from_rows

from convert.errors import AuditError
from convert.formats.registry import find_writer
from convert.sources import read as read_source
from convert.style.sheet import load_style
from convert.tree.canon import canonical
from convert.tree.nodes import Document
from convert.tree.outline import outline

SUFFIXES = {"xml": ".xml", "tei": ".tei.xml", "docx": ".docx", "epub": ".epub", "pdf": ".pdf", "markdown": ".md",
            "html": ".html", "text": ".txt"}
"""Format → suffix of its files."""


class Row(NamedTuple):
    """What of a block has to come back."""

    kind: str
    level: str
    key: str
    text: str


class Trip(NamedTuple):
    """A tree that went through a format."""

    rows: int
    same: int
    """Rows that came back, in order."""
    whole: bool
    """Whether all came back, and nothing else."""
    differences: tuple[str, ...]


def squeeze(text: str) -> str:
    """Without white space and signs that have no width."""
    return "".join(sign for sign in text if not sign.isspace() and sign.isprintable())


def rows_of(tree: Document) -> list[Row]:
    """The rows of an outline that print anything, facts first."""
    tree = _print(tree)
    rows = [Row(row.kind, row.level, squeeze(row.key), squeeze(row.text)) for row in outline(tree)
            if row.kind != "noise"]
    kept = [row for row in rows if row.text or row.kind == "article"]
    return [*sorted(row for row in kept if row.kind == "meta"), *(row for row in kept if row.kind != "meta")]


def _print(tree: Document) -> Document:
    """The tree without what no page shows: articles without text; numbers that a program counts are text."""
    tree = deepcopy(tree)
    for label in tree.iter("label"):
        label.attrib.pop("counted", None)
    for article in [*tree.article.iterdescendants("article")]:
        if not any(squeeze("".join(leaf.itertext())) for leaf in article.xpath(".//*[@at and not(ancestor::meta)]")):
            tree.meta.extend(article.iter("field"))
            article.getparent().remove(article)
    return tree


def name_sections(tree: Document) -> Document:
    """A copy in which every heading prints something: on pages a section without one cannot be seen."""
    tree = deepcopy(tree)
    for heading in tree.article.iter("heading"):
        if not squeeze("".join(heading.itertext())):
            heading.text = f"题{heading.text or ''}"
    return tree


def send(tree: Document, form: str, style: str = "plain") -> Document:
    """The tree that a file of the format holds."""
    out = io.BytesIO()
    find_writer(form).write(tree, load_style(style), out)
    return read_source(out.getvalue(), f"a{SUFFIXES[form]}")


def compare(tree: Document, back: Document, form: str) -> Trip:
    """How much of a tree came back from a format."""
    if form in ("xml", "tei"):
        same = canonical(tree) == canonical(back)
        return Trip(1, int(same), same, () if same else ("tree",))
    wanted, found = rows_of(tree), rows_of(back)
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    same = sum(match.size for match in matcher.get_matching_blocks())
    return Trip(len(wanted), same, wanted == found, tuple(_differ(matcher, wanted, found)))


def _differ(matcher: SequenceMatcher[Row], wanted: list[Row], found: list[Row]) -> Iterator[str]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"- {row.kind}{row.level} {row.key} {row.text[:50]}" for row in wanted[a:b])
            yield from (f"+ {row.kind}{row.level} {row.key} {row.text[:50]}" for row in found[c:d])


def find_trees(generated: int, read: bool) -> Iterator[tuple[str, str, Document]]:
    """Set, name and tree of everything that is sent."""
    for name in NAMES:
        yield "seeds", name, seed_tree(name)
    for document in load_all() if generated >= 0 else ():
        if document.kind == "gold" or document.kind.startswith("batch"):
            yield "gold", document.name, _read(document) if read else _grow(document)
    for seed in range(generated):
        yield "generated", str(seed), make_tree(random.Random(seed))


def _read(document: Outlined) -> Document:
    return read_source(document.data, document.file)


def _grow(document: Outlined) -> Document:
    """The tree of an outline; of one whose rows no tree can hold in that order, the tree that is read."""
    try:
        return tree_from_rows(document.rows, document.file)
    except AuditError:
        return _read(document)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=500, help="how many generated trees")
    parser.add_argument("--read", action="store_true", help="trees read from the gold documents")
    parser.add_argument("--formats", default=",".join(SUFFIXES), help="comma-separated")
    parser.add_argument("--show", type=int, default=0, help="differences shown of each tree")
    given = parser.parse_args(arguments)
    trips: dict[tuple[str, str], list[Trip]] = {}
    for kind, name, tree in find_trees(given.generated, given.read):
        for form in given.formats.split(","):
            sent = tree if form in ("xml", "tei") else name_sections(tree)
            trip = compare(sent, send(sent, form), form)
            trips.setdefault((kind, form), []).append(trip)
            for line in trip.differences[: given.show]:
                print(f"{form} {name}: {line}")
    print(f"{'':22}{'trees':>8}{'whole':>8}{'rows':>9}{'back':>9}")
    for (kind, form), made in trips.items():
        print(f"{kind:12}{form:10}{len(made):8}{sum(each.whole for each in made):8}"
              f"{sum(each.rows for each in made):9}{sum(each.same for each in made):9}")


if __name__ == "__main__":
    main(sys.argv[1:])
