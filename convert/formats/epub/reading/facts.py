"""What a package document says of the book and of its items: a labelled fact each (EPUB 3.3, 5.5; OPF 2.0.1, 2.2).

A label is the key as the file writes it, with what refines it behind a dot: `dc:title.subtitle`, `dc:creator.aut`,
`huozi:validity`. Facts for programs are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.epub.reading.book import Book
from convert.formats.epub.reading.places import resolve

_TECHNICAL = re.compile(
    r"(?:schema|rendition|media|a11y|ibooks|dtb|se|cover|generator|viewport|primary-writing-mode|output"
    r"|book-type|zero-gutter|zero-margin|orientation-lock|fixed-layout|original-resolution|region-mag|x-metadata"
    r"|display-seq|file-as|title-type|role|identifier-type|group-position|source-of|collection-type)(?:[:.-].*)?"
    r"|calibre:(?!series).*|.*version|.*timestamp",
    re.IGNORECASE)
"""Keys of meta elements that speak to programs, or that only say more of another fact."""
_QUALIFIERS = {"title": "title-type", "creator": "role", "contributor": "role", "identifier": "identifier-type"}
"""Dublin Core element → what EPUB 3 refines it by."""
_OLD = {"creator": "role", "contributor": "role", "identifier": "scheme", "date": "event"}
"""The same → what EPUB 2 does."""
_WORD = re.compile(r"[\w.-]{1,20}")
_MOST, _LONGEST = 200, 2000
"""Facts of one thing, and characters of one."""


class Fact(NamedTuple):
    """A labelled fact."""

    label: str
    text: str


def read_facts(book: Book) -> dict[str, list[Fact]]:
    """The facts by what they are of: empty for the book, the name of a part, or a place in it as `part#id`."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    refinements = _read_refinements(book)
    for element in _metadata(book):
        fact = _read_element(element, refinements.get(element.get("id", ""), {}))
        target = _target(book, element.get("refines", "").strip())
        if fact is not None and target is not None and fact not in facts[target] and len(facts[target]) < _MOST:
            facts[target].append(fact)
    return dict(facts)


def _metadata(book: Book) -> Iterator[Element]:
    """The elements of the metadata, those of OEBPS 1 that hold others left out."""
    for metadata in book.root.iter("{*}metadata"):
        for element in metadata.iterdescendants("*"):
            if len(element) == 0:
                yield element


def _read_refinements(book: Book) -> dict[str, dict[str, str]]:
    """Id of a metadata element → what refines it."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for element in _metadata(book):
        refined = element.get("refines", "").strip()
        if refined.startswith("#"):
            found[refined[1:]].setdefault(element.get("property", "").strip(), (element.text or "").strip())
    return found


def _read_element(element: Element, refined: Mapping[str, str]) -> Fact | None:
    name, text = str(element.tag).rpartition("}")[2].rpartition(":")[2], element.text or ""
    if name != "meta":
        key = name.lower()
        stated = refined.get(_QUALIFIERS.get(key, ""), "")
        if not stated and key in _OLD:
            given = {str(attribute).rpartition("}")[2]: str(value) for attribute, value in element.attrib.items()}
            stated = given.get(_OLD[key], "")
        qualifier = stated if _WORD.fullmatch(stated) and stated != "main" else ""
        label = f"dc:{key}.{qualifier}" if qualifier else f"dc:{key}"
    else:
        label = (element.get("property") or element.get("name") or "").strip()
        text = text if element.get("property") else element.get("content", "")
        if _TECHNICAL.fullmatch(label):
            return None
    text = " ".join(text[:_LONGEST].split())
    return Fact(label, text) if label and text else None


def _target(book: Book, refined: str) -> str | None:
    """What a fact is of; None where that is nothing that is read."""
    if not refined:
        return ""
    if refined.startswith("#"):
        item = book.items.get(refined[1:])
        return item.part if item is not None else ""
    address = resolve(book.part, refined)
    return None if address is None else address.place if address.mark else address.part
