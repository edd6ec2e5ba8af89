"""Text: runs with their faces, marks and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from convert.formats.docx.markup import NSMAP, Element, W, needs_space
from convert.tree.nodes import Node

_R, _T, _RPR, _FONTS, _TAB, _BREAK = (W + name for name in ("r", "t", "rPr", "rFonts", "tab", "br"))
_HINT, _EAST_ASIA, _VAL = W + "hint", W + "eastAsia", W + "val"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SHARED = re.compile(r"[\u00a7-\u00b7\u00d7\u00f7\u2010-\u2027\u2030-\u203b\u2103-\u22ff\u2460-\u25ff]")
"""Characters that Word sets in the Latin face unless told that they are East Asian: quotation marks, dashes, dots."""

_CONTROL = re.compile(r"([\t\n])")


class Look(NamedTuple):
    """How characters look apart from the style of their paragraph."""

    style: str = ""
    face: str = ""
    """An East Asian face other than that of the paragraph's style."""
    bold: bool = False
    hidden: bool = False
    line: bool = False
    dots: bool = False
    language: str = ""
    """Word's East Asian language, where it is not that of the whole file."""


PLAIN = Look()


def add_text(parent: Element, text: str, look: Look = PLAIN) -> None:
    """A run with a text; tabs and line ends become Word's."""
    if "\t" in text or "\n" in text:
        _add_pieces(parent, text, look)
        return
    run = copy(_run(look, _SHARED.search(text) is not None))
    parent.append(run)
    characters = run[-1]
    characters.text = text
    if needs_space(text):
        characters.set(_SPACE, "preserve")


def _add_pieces(parent: Element, text: str, look: Look) -> None:
    for piece in _CONTROL.split(text):
        if piece in ("\t", "\n"):
            etree.SubElement(etree.SubElement(parent, _R), _TAB if piece == "\t" else _BREAK)
        elif piece:
            add_text(parent, piece, look)


@lru_cache(1024)
def _run(look: Look, shared: bool) -> Element:
    """A run without characters, to be copied: that takes half the time of making it."""
    run = new_root("r")
    if shared or look != PLAIN:
        _add_look(run, look, shared)
    etree.SubElement(run, _T)
    return run


def _add_look(run: Element, look: Look, shared: bool) -> None:
    """The w:rPr of a run, its children in the order of the schema."""
    properties = etree.SubElement(run, _RPR)
    if look.style:
        etree.SubElement(properties, W + "rStyle", {_VAL: look.style})
    if shared or look.face:
        fonts = etree.SubElement(properties, _FONTS)
        if shared:
            fonts.set(_HINT, "eastAsia")
        if look.face:
            fonts.set(_EAST_ASIA, look.face)
    if look.bold:
        etree.SubElement(properties, W + "b")
        etree.SubElement(properties, W + "bCs")
    if look.hidden:
        etree.SubElement(properties, W + "vanish")
    if look.line:
        etree.SubElement(properties, W + "u", {_VAL: "single"})
    if look.dots:
        etree.SubElement(properties, W + "em", {_VAL: "underDot"})
    if look.language:
        etree.SubElement(properties, W + "lang", {_EAST_ASIA: look.language})


def add_inline(parent: Element, node: Node, look: Look, write: Callable[[Element, str, Look], None] = add_text) -> None:
    """The runs of a leaf or inline element and of what stands inside it; `write` makes the run of a text."""
    text = node.text or ""
    for child in node:
        if child.tag in PRINTED:
            text += child.text or ""
        else:
            if text:
                write(parent, text, look)
            INLINE[str(child.tag)](parent, child, look, write)
            text = ""
        text += child.tail or ""
    if text:
        write(parent, text, look)


PRINTED = frozenset({"label", "name", "gap", "sic"})
"""Elements of mere text that is printed like what stands around it."""

Write = Callable[[Element, str, Look], None]
Inline = Callable[[Element, Node, Look, Write], None]


def _add_lead(parent: Element, node: Node, look: Look, write: Write) -> None:
    add_inline(parent, node, look._replace(style="Lead", face=""), write)


def _add_emphasis(parent: Element, node: Node, look: Look, write: Write) -> None:
    rend = node.get("rend")
    marked = look._replace(bold=look.bold or rend == "strong", dots=look.dots or rend == "dots",
                           line=look.line or rend == "line")
    add_inline(parent, node, marked, write)


def _add_ruby(parent: Element, node: Node, look: Look, write: Write) -> None:  # noqa: ARG001 - one shape for all
    """Characters under their reading, at half their size (ISO/IEC 29500-1, 17.3.3.25)."""
    reading = node.find("rt")
    run = etree.SubElement(parent, _R)
    ruby = etree.SubElement(run, W + "ruby")
    settings = etree.SubElement(ruby, W + "rubyPr")
    for name, value in (("rubyAlign", "distributeSpace"), ("hps", "10"), ("hpsRaise", "20"), ("hpsBaseText", "21")):
        etree.SubElement(settings, W + name, {_VAL: value})
    etree.SubElement(settings, W + "lid", {_VAL: look.language or "zh-CN"})
    add_text(etree.SubElement(ruby, W + "rt"), (reading.text if reading is not None else "") or "", look)
    add_text(etree.SubElement(ruby, W + "rubyBase"), node.text or "", look)


INLINE: Mapping[str, Inline] = {"lead": _add_lead, "em": _add_emphasis, "ruby": _add_ruby}
"""What is done for each inline element that looks other than its surroundings."""


def new_root(tag: str) -> Element:
    """The root of a part."""
    return etree.Element(W + tag, nsmap=NSMAP)
