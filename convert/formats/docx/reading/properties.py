"""What the file says of itself: core, application and custom properties, and the custom XML of our own files.

These are facts that the file carries and nobody printed, often junk (a title PowerPoint 演示文稿, an author user), so
they are given as field lines of the role `hidden` at the very end: evidence for who labels, no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.docx.metadata import SOURCE_URI
from convert.formats.docx.reading.opc import Package, Relation
from convert.recovery.text import Told

_NAMES = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}
_LEFT = frozenset({"cp:revision", "cp:lastPrinted"})
_APPLICATION = frozenset({"Company", "Manager"})
"""Of the properties of the application, those that are of the document; the rest counts words and names versions."""
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_MOST, _LONGEST = 100, 2000
"""Facts of a part, and characters of one."""


class Fact(NamedTuple):
    """A property, its label as the file keys it."""

    label: str
    text: str
    told: Told | None = None
    """What it is, where our own file says so."""


def read_properties(package: Package, root: dict[str, Relation], main: dict[str, Relation]) -> Iterator[
        tuple[str, list[Fact]]]:
    """The facts of each part that holds any; custom properties of ours give way to the custom XML, which is whole."""
    items = [relation.target for relation in main.values() if relation.kind == "customXml" and not relation.external]
    own = [(item, facts) for item in items if (facts := _ours(package.tree(item)))]
    for relation in root.values():
        if relation.kind in _READERS and not relation.external and not (own and relation.kind == "custom-properties"):
            tree = package.tree(relation.target)
            facts = _READERS[relation.kind](tree) if tree is not None else []
            if facts:
                yield relation.target, facts
    yield from own


def _core(root: Element) -> list[Fact]:
    facts = []
    for element in root.iterchildren("*"):
        space, _, name = str(element.tag)[1:].rpartition("}")
        label = f"{_NAMES.get(space, 'cp')}:{name}"
        if label not in _LEFT:
            facts.append(_fact(label, element.text))
    return _kept(facts)


def _application(root: Element) -> list[Fact]:
    names = [(str(element.tag).rpartition("}")[2], element.text) for element in root.iterchildren("*")]
    return _kept([_fact(name, text) for name, text in names if name in _APPLICATION])


def _custom(root: Element) -> list[Fact]:
    return _kept([_fact(element.get("name", ""), "".join(map(str, element.itertext())))
                  for element in root.iterchildren(_CUSTOM)])


def _ours(root: Element | None) -> list[Fact]:
    """The fields that our own files keep whole."""
    if root is None or root.tag != f"{{{SOURCE_URI}}}sources":
        return []
    names = [f"{{{SOURCE_URI}}}{name}" for name in ("fact", "field")]
    return _kept([_fact(field.get("label") or field.get("name") or "", field.text)._replace(told=_tell(field))
                  for field in root.iter(*names)])


def _tell(field: Element) -> Told | None:
    """What a labelled fact of the source is; a fact that the work is known by is none."""
    article = field.get("article", "")
    if not article.isdecimal():
        return None
    return Told("meta", article=int(article[:6]), name=field.get("name", ""), labelled="label" in field.attrib)


_READERS = {"core-properties": _core, "extended-properties": _application, "custom-properties": _custom}
"""Who reads the part that a relationship of the package leads to."""


def _fact(label: str, text: str | None) -> Fact:
    return Fact(label, " ".join((text or "")[:_LONGEST].split()))


def _kept(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.label and fact.text][:_MOST]
