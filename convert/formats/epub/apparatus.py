"""What a compiled book adds for those who look things up: the list of sources, and the index of names.

Long lists go on over several pages, so that no page is heavier than reading systems bear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from convert.chinese.collation import find_initial, sort_key
from convert.chinese.dates import print_date
from convert.chinese.names import ORGANISATION, PERSON, Name
from convert.collection import join_names
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add, open_page, print_page, speak
from convert.tree.identity import Identity

E = TypeVar("E")

Named = tuple[str, str]
"""Kind and name of a person or body."""

LONGEST = 400
"""Entries on a page."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as lists name it."""

    title: str
    href: str
    identity: Identity
    counts: dict[str, int] = field(default_factory=dict)
    """What became of the characters of its source."""


@dataclass(slots=True)
class Apparatus:
    """What is known of the articles so far."""

    references: list[ListedArticle] = field(default_factory=list)
    names: dict[Named, list[ListedArticle]] = field(default_factory=dict)

    def enter(self, href: str, identity: Identity, names: Iterable[Name], counts: dict[str, int]) -> None:
        """Notes an article, whom it names, and what became of the characters of its source."""
        reference = ListedArticle(identity.title, href, identity, counts)
        self.references.append(reference)
        for name in names:
            self.names.setdefault((name.kind, name.text), []).append(reference)


def make_sources(apparatus: Apparatus, language: str) -> Iterator[bytes]:
    """The list of sources: each article with its author, source, date and file."""
    for chunk in cut_list(apparatus.references):
        html, section = open_list(words(language)["sources"], language, "bibliography")
        listing = add(section, "ul", class_="plain")
        for reference in chunk:
            facts = reference.identity
            entry = add(listing, "li")
            _add_link(entry, reference, language)
            told = [join_names(facts.creator_names), facts.publisher, print_date(facts.date), facts.source]
            add(entry, "span", "　" + "，".join(filter(None, told)), class_="facts")
        yield print_page(html)


def make_index(apparatus: Apparatus, language: str) -> Iterator[bytes]:
    """The index of persons, then of organisations, each in the order of pinyin under its initials."""
    said = words(language)
    entries = sorted(apparatus.names, key=lambda named: (named[0] != PERSON, sort_key(named[1])))
    for chunk in cut_list(entries):
        html, section = open_list(said["index"], language, "index")
        for kind, of_kind in groupby(chunk, key=lambda named: named[0]):
            add(section, "h2", said[KINDS[kind]], class_="heading d1")
            for initial, group in groupby(of_kind, key=lambda named: find_initial(named[1])):
                add(section, "h3", initial or said["others"], class_="heading d2")
                _add_names(add(section, "ul", class_="plain"), group, apparatus, language)
        yield print_page(html)


KINDS = {PERSON: "persons", ORGANISATION: "organisations"}
"""Kind of a name → the word for the list of its kind."""


def _add_link(entry: Element, reference: ListedArticle, language: str) -> Element:
    """A link to an article, in its own language where that is not the book's."""
    link = add(entry, "a", reference.title, href=reference.href)
    if reference.identity.language != language:
        speak(link, reference.identity.language)
    return link


def _add_names(listing: Element, names: Iterable[Named], apparatus: Apparatus, language: str) -> None:
    for named in names:
        entry = add(listing, "li", f"{named[1]}　")
        for reference in apparatus.names[named]:
            _add_link(entry, reference, language).tail = "；"
        entry[-1].tail = None


def open_list(title: str, language: str, kind: str) -> tuple[Element, Element]:
    """A page of the apparatus, of an epub:type, and its section under its title."""
    html, body = open_page(title, language, "style.css", "apparatus")
    section = add(body, "section", type_=kind, aria_labelledby="title")
    add(section, "h1", title, id="title", class_="title")
    return html, section


def cut_list(entries: Sequence[E]) -> Iterator[Sequence[E]]:
    """The entries page by page."""
    yield from (entries[start : start + LONGEST] for start in range(0, len(entries), LONGEST))
