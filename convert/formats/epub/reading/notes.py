"""Which places of a book are notes: what is called so, and what references lead to that stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from convert.formats.epub.reading.places import Address, find_ids, resolve
from convert.formats.epub.reading.semantics import read_types
from convert.formats.html.attributes import read_attributes

NOTES = frozenset({"footnote", "endnote", "rearnote"})
"""What notes call themselves."""

_TAG = re.compile(r"<[a-zA-Z][\w:-]*+\s([^<>]*+)>")
_LINK = re.compile(r"(<sup\b[^<>]*>\s*(?:<(?:span|b|i|small)\b[^<>]*>\s*)*+)?<a\s([^<>]*)>(?=(\s*+<sup\b)?)")
_NAMED = re.compile(r"_?(?:ftn|edn|fn|footnote|endnote|note|cite_note|sdfootnote|zhu|zhushi)[:_.-]?\d", re.IGNORECASE)
"""How programs name notes."""
_TELLING = re.compile(r"ftn|edn|fn|note|zhu", re.IGNORECASE)
"""What is in all names that tell notes."""
_CLASSED = re.compile(r"footnote|endnote|noteref", re.IGNORECASE)


class Page(NamedTuple):
    """A text of the spine."""

    part: str
    text: str


def find_notes(pages: Iterable[Page]) -> frozenset[Address]:
    """The places of all notes of a book whose pages come in reading order."""
    survey = _Survey({page.part: page.text for page in pages})
    return frozenset((*survey.typed(), *survey.referred()))


class _Survey:
    """The pages of a book, searched for notes."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.order = {part: number for number, part in enumerate(texts)}

    def typed(self) -> Iterator[Address]:
        """What is called a note, and what is called by a reference to one."""
        for part, text in self.texts.items():
            if "note" not in text:
                continue
            for tag in _TAG.finditer(text):
                if "note" not in tag[1]:
                    continue
                attributes = read_attributes(tag[1])
                types = read_types(attributes)
                if not NOTES.isdisjoint(types) and attributes.get("id"):
                    yield Address(part, attributes["id"])
                address = resolve(part, attributes.get("href", "")) if "noteref" in types else None
                if address is not None and address.mark:
                    yield address

    def referred(self) -> Iterator[Address]:
        """Where raised links, and links named as those to notes are, lead onwards; one that leads back is none."""
        for part, text in self.texts.items():
            for link in _LINK.finditer(text):
                if not (link[1] or link[3] or _TELLING.search(link[2])):
                    continue
                attributes = read_attributes(link[2])
                address = resolve(part, attributes.get("href", ""))
                if address is None or not address.mark:
                    continue
                told = (link[1] or link[3] or _NAMED.match(address.mark)
                        or _CLASSED.search(attributes.get("class", "")))
                if told and self._follows(address, part, link.start()):
                    yield address

    def _follows(self, address: Address, part: str, place: int) -> bool:
        """Whether an address stands behind a place in a part."""
        here, there = self.order[part], self.order.get(address.part, -1)
        return there > here or (there == here and self.places[address.part].get(address.mark, -1) > place)

    @cached_property
    def places(self) -> dict[str, dict[str, int]]:
        """Where in each part each id stands."""
        return {part: find_ids(text) for part, text in self.texts.items()}
