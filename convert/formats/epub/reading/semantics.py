"""What epub:type, roles and classes say of the elements of a book (EPUB Structural Semantics 1.1; DPUB-ARIA 1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convert.formats.epub.reading.edition import find_addition
from convert.formats.epub.reading.own import tell, tell_inline
from convert.formats.epub.reading.places import Address, resolve
from convert.formats.html.facets import Facet
from convert.formats.html.roles import tell_role
from convert.formats.html.setting import Kinds

_ROLES = {
    **dict.fromkeys(("toc", "landmarks", "page-list", "loi", "lot", "loa", "lov"), "contents"),
    **dict.fromkeys(("backlink", "referrer"), "hidden"),
}
"""Type → role of what is no text of the book."""
_PRINTED = frozenset({"", "header", "footer", "aside"})
"""Roles that HTML gives to places beside the text; a book prints them: heads of chapters, boxes, notes."""
_STATED = ("role", "aria-hidden")
"""Attributes that say what an element is for; names of classes say it only on the web."""
_EMPHASIS: dict[str, Kinds] = {"em-dots": (("em", "dots"),), "em-line": (("em", "line"),)}
"""Class of our own books → the run that it makes."""
_CASE = "epub:case"
"""One of several forms of the same, of which the last is for everybody."""


@dataclass(frozen=True, slots=True)
class Semantics:
    """What elements of a part say."""

    part: str
    notes: frozenset[Address]
    """Places of the book that are notes."""
    own: bool
    """Whether our own writer made the book."""
    parts: frozenset[str] = frozenset()
    """The texts of the book."""

    def __call__(self, tag: str, attributes: Mapping[str, str], facet: Facet) -> Facet:
        """What an element says in a book."""
        types, classes = read_types(attributes), attributes.get("class", "").split()
        role = tell_role(tag, {name: attributes[name] for name in _STATED if name in attributes})
        role = next((_ROLES[each] for each in types if each in _ROLES), None if role in _PRINTED else role)
        breaks = "pagebreak" in types
        cut = facet.cut or ("markup/page-number" if breaks else "markup/alternative" if tag == _CASE else "")
        if self.own:
            cut = cut or find_addition(classes)
            role = None if "label" in classes else role
        style = facet.style if facet.style.paged == breaks else facet.style._replace(paged=breaks)
        return facet._replace(
            role=role, cut=cut, style=style, name=" ".join(dict.fromkeys((*types, *classes))),
            kinds=self._kinds(tag, classes, attributes, facet),
            told=tell(tag, classes, attributes) if self.own else None)

    def _kinds(self, tag: str, classes: list[str], attributes: Mapping[str, str], facet: Facet) -> Kinds:
        """The runs that an element makes; a link to a note, wherever in the book that is, is a reference.

        The place that another link within the book leads to has a name in all of it.
        """
        address = None
        if tag == "a" or (self.own and "data-ref" in attributes):
            address = resolve(self.part, attributes.get("href", attributes.get("data-ref", "")))
            calls = not self.own or "noteref" in classes or "data-ref" in attributes
            if address is not None and calls and address in self.notes:
                return (("ref", address.place),)
        if tag == "u":
            return (("em", "line"),)
        if self.own and (kinds := tell_inline(classes, attributes)):
            return kinds
        if tag == "a" and address is not None and address.part in self.parts:
            return (("link", f"#{address.place}"),)
        return next((_EMPHASIS[each] for each in classes if each in _EMPHASIS), facet.kinds)


def read_types(attributes: Mapping[str, str]) -> list[str]:
    """What an element calls itself: its epub:type, and its role where that is one of digital publishing."""
    types = attributes.get("epub:type", "").casefold().split()
    role = attributes.get("role", "").strip().casefold()
    return list(dict.fromkeys((*types, role.removeprefix("doc-")) if role.startswith("doc-") else types))
