"""The colophon of an article: where it comes from and what became of its characters, for the reader to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from convert.collection import join_names
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add
from convert.tree.identity import Identity
from convert.tree.nodes import Document, Field, Node, Record

Fill = Callable[[Node, Element], None]
"""Writes the text of a leaf into an element."""


def add_colophon(parent: Element, tree: Document, identity: Identity, prefix: str, fill: Fill) -> None:
    """A list of facts at the end of a chapter: those the source labels, as printed, then ours, of the class `added`."""
    said = words(identity.language)
    listing = add(add(parent, "div", class_="colophon"), "dl")
    fields = list(_fields(tree))
    for article, field in fields:
        term = field.label or said.get(field.name or "", field.name or "")
        class_ = f"field {field.name or 'other'} in{article}{'' if field.label else ' unlabelled'}"
        fill(field, _add_fact(listing, term, "", prefix + field.id if field.id else None, class_))
    for word, text in _own_facts(identity, {field.name for _, field in fields}):
        _add_fact(listing, said[word], text, class_="added")
    counts = {name: f"{count:,}" for name, count in count_characters(tree.record).items()}
    _add_fact(listing, said["characters"], said["counts"].format(**counts), class_="added")


def _add_fact(listing: Element, term: str, text: str, name: str | None = None, class_: str | None = None) -> Element:
    row = add(listing, "div", class_=class_)
    add(row, "dt", term)
    return add(row, "dd", text, id=name)


def _own_facts(identity: Identity, told: set[str | None]) -> Iterator[tuple[str, str]]:
    """What the source says without a label, or does not say itself."""
    creators = join_names(identity.creator_names)
    known = (("creator", creators), ("publisher", identity.publisher), ("date", identity.date))
    yield from ((name, text) for name, text in known if text and name not in told)
    yield from ((name, text) for name, text in (("file", identity.source), ("digest", identity.sha256)) if text)


def _fields(tree: Document) -> Iterator[tuple[int, Field]]:
    """The labelled facts of a document, then those of its articles, which are counted from 1."""
    yield from ((0, field) for field in tree.meta.fields)
    for number, article in enumerate(tree.article.iter("article"), 1):
        if article.meta is not None:
            yield from ((number, field) for field in article.meta.fields)


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
