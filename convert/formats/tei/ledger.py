"""What the text and the header tell the account while they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from lxml import etree

from convert.formats.tei.vocabulary import XML_ID, category_id, escape_id, own
from convert.tree.nodes import XML_LANG, Meta

Element = etree._Element


class Entry(NamedTuple):
    """What the account says of one element: its xml:id, the attributes it has in the tree, and its normal form."""

    target: str
    element: Element
    said: Mapping[str, str]
    value: str | None = None


@dataclass(slots=True)
class Ledger:
    """The elements of one document that the account speaks of, in the order they were written."""

    prefix: str = ""
    """Of every xml:id: the member's in a collection, with a hyphen."""
    simple: bool = False
    """Whether to keep to the elements of TEI simplePrint."""
    leaves: list[Entry] = field(default_factory=list)
    containers: list[Entry] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """xml:id of a `sic` and why it looks wrong."""
    metas: list[tuple[Element, Meta]] = field(default_factory=list)
    """`div` of an article and its own labelled facts."""
    named: list[Element] = field(default_factory=list)
    """Elements that say who wrote or signed, and the paragraphs that open an article."""
    places: dict[int, str] = field(default_factory=dict)
    """Which cut of the record, counted from 0 → xml:id of the `gap` where it stood."""
    kinds: set[str] = field(default_factory=set)
    """Of the articles."""
    languages: dict[str, None] = field(default_factory=dict)
    """In the order they were met."""
    categories: dict[tuple[str, str], str] = field(default_factory=dict)
    """(`rule` or `remark`, its name) → pointer to its category."""
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def point(self, taxonomy: str, name: str) -> str:
        """The pointer to the category of a rule or of a remark's code; it is remembered."""
        key = taxonomy, name
        if key not in self.categories:
            self.categories[key] = f"#{self.prefix}{category_id(taxonomy, name)}"
        return self.categories[key]

    def make_id(self, letter: str) -> str:
        """A fresh xml:id for something the writer makes."""
        return f"{self.prefix}{own(letter)}{next(self.numbers.setdefault(letter, count(1)))}"

    def keep_leaf(self, target: Element, said: Mapping[str, str], value: str | None = None) -> None:
        """Names the element of a leaf with these attributes and remembers it."""
        self.leaves.append(Entry(self._identify(target, said), target, said, value))

    def keep_container(self, target: Element, said: Mapping[str, str]) -> None:
        """Names the element of a container where the tree does, and where the account has something to say of it."""
        if "by" in said or "cert" in said:
            self.containers.append(Entry(self._identify(target, said), target, said))
        elif "id" in said:
            self._identify(target, said)
        elif XML_LANG in said:
            self._set_language(target, said[XML_LANG])

    def _identify(self, target: Element, said: Mapping[str, str]) -> str:
        given = said.get("id")
        name = self.make_id("n") if given is None else self.prefix + escape_id(given)
        target.set(XML_ID, name)
        if XML_LANG in said:
            self._set_language(target, said[XML_LANG])
        return name

    def _set_language(self, target: Element, language: str) -> None:
        target.set(XML_LANG, language)
        self.languages[language] = None
