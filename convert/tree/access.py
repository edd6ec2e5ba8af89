"""Typed access to children and attributes of lxml elements, declared in the class body.

Plain descriptors: they hold a name and nothing else, because lxml drops any state set on an element
as soon as its proxy is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar, cast, overload

from lxml import etree

E = TypeVar("E", bound=etree.ElementBase)


class Attribute:
    """An attribute that may be absent; reads as None then."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, element: None, owner: type) -> Attribute: ...
    @overload
    def __get__(self, element: etree.ElementBase, owner: type) -> str | None: ...
    def __get__(self, element: etree.ElementBase | None, owner: type) -> Attribute | str | None:
        return self if element is None else element.get(self.name)

    def __set__(self, element: etree.ElementBase, value: str | None) -> None:
        if value is None:
            element.attrib.pop(self.name, None)
        else:
            element.set(self.name, value)


class Child(Generic[E]):
    """The first child of a name, or None."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    @overload
    def __get__(self, element: None, owner: type) -> Child[E]: ...
    @overload
    def __get__(self, element: etree.ElementBase, owner: type) -> E | None: ...
    def __get__(self, element: etree.ElementBase | None, owner: type) -> Child[E] | E | None:
        return self if element is None else cast("E | None", element.find(self.tag))


class Children(Generic[E]):
    """All children of a name, in document order."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    @overload
    def __get__(self, element: None, owner: type) -> Children[E]: ...
    @overload
    def __get__(self, element: etree.ElementBase, owner: type) -> Iterator[E]: ...
    def __get__(self, element: etree.ElementBase | None, owner: type) -> Children[E] | Iterator[E]:
        return self if element is None else cast("Iterator[E]", element.iterchildren(self.tag))
