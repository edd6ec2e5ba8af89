"""Entities that an XML file declares itself, printed as what they stand for."""

from __future__ import annotations

from typing import TypeVar

from lxml import etree

from convert.errors import SourceError

LONGEST = 200
"""Characters that an entity may stand for: a name for some words, and never a bomb."""

Root = TypeVar("Root", bound=etree._Element)


def print_entities(root: Root, name: str) -> Root:
    """The same tree with the text of each entity in its place.

    Raises SourceError for one that the file does not declare, and for one that stands for markup, for other entities or
    for more than some words.
    """
    declared: dict[str, str] | None = None
    for entity in list(root.iter(etree.Entity)):
        if declared is None:
            declared = _read_declarations(root)
        called = (entity.text or "")[1:-1]
        text = declared.get(called)
        if text is None or len(text) > LONGEST or "&" in text or "<" in text:
            raise SourceError(f"{name}, line {entity.sourceline}: the entity {called} stands for nothing that is "
                              "printed.", "Write the characters themselves.")
        _put(entity, text + (entity.tail or ""))
    return root


def _read_declarations(root: etree._Element) -> dict[str, str]:
    declared = root.getroottree().docinfo.internalDTD
    if declared is None:
        return {}
    return {entity.name: entity.content or "" for entity in declared.iterentities() if entity.name}


def _put(entity: etree._Element, text: str) -> None:
    """A text in the place of an entity and what follows it."""
    parent, before = entity.getparent(), entity.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    entity.tail = None
    parent.remove(entity)
