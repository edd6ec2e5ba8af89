"""The colophon of a book: what the edition is, which files it was made from, what became of their characters.

Facts that the source labels stand in its text, under a headline or at the end of a chapter, as printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from convert.formats.dateline import list_rest, number_fact
from convert.formats.epub.apparatus import Apparatus, ListedArticle, cut_list, open_list
from convert.formats.epub.imprint import Imprint
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add, print_page
from convert.formats.writer import GENERATOR
from convert.tree.nodes import Document, Field, Node, Record

Fill = Callable[[Node, Element], None]
"""Writes the text of a leaf into an element."""


def add_rest(parent: Element, tree: Document, language: str, prefix: str, fill: Fill) -> None:
    """The facts that stand under no headline, at the end of a chapter."""
    facts = list(list_rest(tree))
    holder = add(parent, "dl", class_="colophon") if facts else parent
    for number, field in facts:
        fill(field, add_fact(holder, field, number, language, prefix))


def add_fact(parent: Element, field: Field, article: int, language: str, prefix: str) -> Element:
    """A labelled fact, as a term and the element for its text, which is given.

    The class of both tells its standard name, and of which article it is. A fact without a label has a term that is
    not shown, since a list of terms wants one.
    """
    said = words(language)
    name, label = field.name or "other", field.label
    row = add(parent, "div", class_=f"field {name} in{number_fact(field, article)}{'' if label else ' unlabelled'}")
    add(row, "dt", label or said.get(name, name))
    return add(row, "dd", id=prefix + field.id if field.id else None)


def make_colophon(apparatus: Apparatus, imprint: Imprint, identifier: str) -> Iterator[bytes]:
    """The pages of the colophon: the book, then each file that went into it."""
    said = words(imprint.language)
    told = (("title", imprint.title), ("creator", imprint.editors), ("publisher", imprint.publisher),
            ("date", imprint.date), ("identifier", identifier), ("made", GENERATOR))
    for number, chunk in enumerate(cut_list(apparatus.references)):
        html, section = open_list(said["colophon"], imprint.language, "colophon")
        if number == 0:
            _list(section, [(said[name], text) for name, text in told if text])
        for reference in chunk:
            _list(section, list(_tell_file(reference, said)))
        yield print_page(html)


def _list(parent: Element, rows: Sequence[tuple[str, str]]) -> None:
    listing = add(parent, "dl", class_="colophon")
    for term, text in rows:
        row = add(listing, "div")
        add(row, "dt", term)
        add(row, "dd", text)


def _tell_file(reference: ListedArticle, said: dict[str, str]) -> Iterator[tuple[str, str]]:
    facts, counts = reference.identity, reference.counts
    yield from ((said[name], text) for name, text in (("file", facts.source), ("digest", facts.sha256)) if text)
    yield said["characters"], said["counts"].format(**{name: f"{count:,}" for name, count in counts.items()})


def count_characters(record: Record) -> dict[str, int]:
    """Characters of the source: all, kept in the text, cut as layout (blank lines, line ends), cut as noise."""
    length = record.source.length if record.source is not None else 0
    layout = noise = 0
    for cut in record.iterchildren("cut"):
        size = len(cut.text) if cut.text else len((cut.get("code") or "").split())
        if (cut.get("by") or "").startswith("noise/"):
            noise += size
        else:
            layout += size
    return {"length": length, "kept": length - layout - noise, "layout": layout, "noise": noise}
