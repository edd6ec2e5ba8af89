"""XHTML documents: the shell every page of the book shares, and how elements are added to it.

EPUB 3.3, section 3.2 (XHTML content documents); every `html` says its language twice, as Ace demands.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

Element = etree._Element

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = f"{{{EPUB}}}type"
_NSMAP = {None: XHTML, "epub": EPUB}
_PREFIX = f"{{{XHTML}}}"

ROLES = {
    "chapter": "doc-chapter", "part": "doc-part", "preface": "doc-preface", "index": "doc-index",
    "colophon": "doc-colophon", "subtitle": "doc-subtitle", "toc": "doc-toc", "page-list": "doc-pagelist",
    "cover": "doc-cover", "bibliography": "doc-bibliography", "backlink": "doc-backlink",
    "noteref": "doc-noteref", "footnote": "doc-footnote",
}
"""epub:type → the DPUB-ARIA role that must stand beside it."""


def add(parent: Element, tag: str, text: str | None = None, type_: str | None = None, **attributes: str | None
        ) -> Element:
    """A new last child; `class_` is class, `_` in a name means `-`, and None leaves an attribute out.

    `type_` is the epub:type, and brings its role.
    """
    given = {_spell(name): value for name, value in attributes.items() if value is not None}
    if type_ is not None:
        given |= {TYPE: type_, "role": ROLES[type_]} if type_ in ROLES else {TYPE: type_}
    element = etree.SubElement(parent, _PREFIX + tag, given)
    if text is not None:
        element.text = text
    return element


def make(tag: str, **attributes: str) -> Element:
    """A new element that stands nowhere yet."""
    return etree.Element(_PREFIX + tag, {_spell(name): value for name, value in attributes.items()}, nsmap=_NSMAP)


@cache
def _spell(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def speak(element: Element, language: str) -> None:
    """Says which language an element is in, for XML and for HTML readers."""
    element.set("lang", language)
    element.set(XML_LANG, language)


def open_page(title: str, language: str, style: str, class_: str | None = None,
              beside: Element | None = None) -> tuple[Element, Element]:
    """A page and its body; `style` is the way from the page to the style sheet.

    Where elements of another page move to it, it stands `beside` that in one document of lxml: to move elements from
    one document to another takes it time by the square of what is in them.
    """
    shelf = beside.getparent() if beside is not None else None
    shelf = shelf if shelf is not None else etree.Element(_PREFIX + "shelf", nsmap=_NSMAP)
    html = etree.SubElement(shelf, _PREFIX + "html")
    speak(html, language)
    head = add(html, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", type="text/css", href=style)
    return html, add(html, "body", class_=class_)


def print_page(html: Element) -> bytes:
    """The bytes of a page."""
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
