"""What of a document is written, and under which names: what header, account and marks need to know of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from convert.chinese.names import Name
from convert.formats.tei.vocabulary import XML_ID, Element, category_id, escape_id, own
from convert.tree.nodes import XML_LANG, Article


class Written(NamedTuple):
    """An element that is written: its xml:id, the attributes it has in the tree, and its normal form."""

    target: str
    element: Element
    said: Mapping[str, str]
    value: str | None = None


@dataclass(slots=True)
class Identifiers:
    """The xml:ids that the writer makes itself, each behind the prefix of its document."""

    prefix: str = ""
    """Of every xml:id: the member's in a collection, with a hyphen."""
    categories: dict[tuple[str, str], str] = field(default_factory=dict)
    """(`rule` or `remark`, its name) → pointer to its category."""
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def point(self, taxonomy: str, name: str) -> str:
        """The pointer to the category of a rule or of a remark's code; it is remembered."""
        key = taxonomy, name
        if key not in self.categories:
            self.categories[key] = f"#{self.prefix}{category_id(taxonomy, name)}"
        return self.categories[key]

    def make(self, letter: str) -> str:
        """A fresh xml:id for something the writer makes."""
        return f"{self.prefix}{own(letter)}{next(self.numbers.setdefault(letter, count(1)))}"


@dataclass(slots=True)
class Register:
    """What is written of one document, in the order in which it was."""

    ids: Identifiers
    simple: bool = False
    """Whether to keep to the elements of TEI simplePrint."""
    leaves: list[Written] = field(default_factory=list)
    containers: list[Written] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """xml:id of a `sic` and why it looks wrong."""
    formulas: list[tuple[str, str]] = field(default_factory=list)
    """xml:id of a `formula` and its MathML."""
    articles: list[tuple[Element, Article]] = field(default_factory=list)
    """`div` of each article."""
    calls: dict[str, Element] = field(default_factory=dict)
    """xml:id of a note → the first reference to it."""
    named: list[tuple[Element, list[Name]]] = field(default_factory=list)
    """Leaves that name somebody, and the names in their text."""
    places: dict[int, str] = field(default_factory=dict)
    """Which cut of the record, counted from 0 → xml:id of the `gap` where it stood."""
    kinds: set[str] = field(default_factory=set)
    """Of the articles."""
    languages: dict[str, None] = field(default_factory=dict)
    """In the order they were met."""

    @property
    def prefix(self) -> str:
        """Of every xml:id."""
        return self.ids.prefix

    def keep_leaf(self, target: Element, said: Mapping[str, str], value: str | None = None) -> None:
        """Names the element of a leaf with these attributes and remembers it."""
        self.leaves.append(Written(self._identify(target, said), target, said, value))

    def keep_container(self, target: Element, said: Mapping[str, str]) -> None:
        """Names the element of a container where the tree does, and where the account has something to say of it."""
        if "by" in said or "cert" in said:
            self.containers.append(Written(self._identify(target, said), target, said))
        elif "id" in said:
            self._identify(target, said)
        elif XML_LANG in said:
            self._set_language(target, said[XML_LANG])

    def _identify(self, target: Element, said: Mapping[str, str]) -> str:
        given = said.get("id")
        name = self.ids.make("n") if given is None else self.ids.prefix + escape_id(given)
        target.set(XML_ID, name)
        if XML_LANG in said:
            self._set_language(target, said[XML_LANG])
        return name

    def _set_language(self, target: Element, language: str) -> None:
        target.set(XML_LANG, language)
        self.languages[language] = None
