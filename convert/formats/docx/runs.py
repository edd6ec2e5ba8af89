"""Text: runs with their faces, marks and language."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from lxml import etree

from convert.formats.docx.markup import NSMAP, Element, W, needs_space
from convert.formats.walk import Walker
from convert.tree.addresses import is_outer
from convert.tree.nodes import Node
from convert.tree.vocabulary import children

_R, _T, _RPR, _FONTS, _TAB, _BREAK, _FIELD, _LINK = (
    W + name for name in ("r", "t", "rPr", "rFonts", "tab", "br", "fldSimple", "hyperlink"))
_HINT, _EAST_ASIA, _VAL = W + "hint", W + "eastAsia", W + "val"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SHARED = re.compile(r"[\u00a7-\u00b7\u00d7\u00f7\u2010-\u2027\u2030-\u203b\u2103-\u22ff\u2460-\u25ff]")
"""Characters that Word sets in the Latin face unless told that they are East Asian: quotation marks, dashes, dots."""

_CONTROL = re.compile(r"([\t\n])")


class RunLook(NamedTuple):
    """How characters look apart from the style of their paragraph."""

    style: str = ""
    face: str = ""
    """An East Asian face other than that of the paragraph's style."""
    latin: str = ""
    """A face of Latin letters other than that of the paragraph's style."""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    line: bool = False
    raised: str = ""
    """superscript or subscript."""
    dots: bool = False
    language: str = ""
    """Word's East Asian language, where it is not that of the whole file."""


PLAIN = RunLook()


def add_text(parent: Element, text: str, look: RunLook = PLAIN) -> None:
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


def _add_pieces(parent: Element, text: str, look: RunLook) -> None:
    for piece in _CONTROL.split(text):
        if piece in ("\t", "\n"):
            etree.SubElement(etree.SubElement(parent, _R), _TAB if piece == "\t" else _BREAK)
        elif piece:
            add_text(parent, piece, look)


@lru_cache(1024)
def _run(look: RunLook, shared: bool) -> Element:
    """A run without characters, to be copied: that takes half the time of making it."""
    run = new_root("r")
    if shared or look != PLAIN:
        _add_look(run, look, shared)
    etree.SubElement(run, _T)
    return run


def _add_look(run: Element, look: RunLook, shared: bool) -> None:
    """The w:rPr of a run, its children in the order of the schema."""
    properties = etree.SubElement(run, _RPR)
    if look.style:
        etree.SubElement(properties, W + "rStyle", {_VAL: look.style})
    if shared or look.face or look.latin:
        fonts = etree.SubElement(properties, _FONTS)
        if shared:
            fonts.set(_HINT, "eastAsia")
        if look.latin:
            fonts.attrib.update({W + "ascii": look.latin, W + "hAnsi": look.latin})
        if look.face:
            fonts.set(_EAST_ASIA, look.face)
    for on, names, value in (
            (look.bold, ("b", "bCs"), ""), (look.italic, ("i", "iCs"), ""), (look.struck, ("strike",), ""),
            (look.hidden, ("vanish",), ""), (look.line, ("u",), "single"), (look.raised, ("vertAlign",), look.raised),
            (look.dots, ("em",), "underDot")):
        for name in names if on else ():
            etree.SubElement(properties, W + name, {_VAL: value} if value else {})
    if look.language:
        etree.SubElement(properties, W + "lang", {_EAST_ASIA: look.language})


Print = Callable[[Element, str, RunLook], None]
"""Prints a text into a paragraph."""

Refer = Callable[[Element, str, str, str], bool]
"""Puts a footnote into a paragraph, by the id of its note, the mark that the text prints, and the number of one that it
does not; says whether there is one."""

Lead = Callable[[Element, str], Element]
"""Puts a link into a paragraph, to a block by its id, and gives what holds its runs."""

RENDS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True}, "italic": {"italic": True}, "dots": {"dots": True}, "line": {"line": True},
    "struck": {"struck": True}, "sub": {"raised": "subscript"}, "sup": {"raised": "superscript"},
    "code": {"latin": "Consolas"},
}
"""`rend` of `em` → what that changes of a look; kai is a face of the style sheet."""


class RunWriter(Walker[[Element, RunLook], None]):
    """Writes the runs of leaves: text that looks alike is one run, whatever elements it stands in."""

    who = "The DOCX writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(("label", "gap", "sic", "math"), "fill")
    """Elements of mere text, which is printed like what stands around it."""

    def __init__(self, print_text: Print = add_text, *, name_lines: bool = False, kai: str = "",
                 refer: Refer | None = None, lead: Lead | None = None) -> None:
        self.print_text = print_text
        self.kai = kai
        """The face of 楷体."""
        self.refer = refer
        self.lead = lead
        self.name_lines = name_lines
        """Whether proper names have a line under them (专名号)."""
        self.text = ""
        """What waits for the end of its run."""

    def write(self, node: Node, parent: Element, look: RunLook = PLAIN) -> None:
        """The runs of a leaf or inline element and of what stands inside it."""
        self.fill(node, parent, look)
        self.flush(parent, look)

    def fill(self, node: Node, parent: Element, look: RunLook) -> None:
        """The same, but that the last run may go on."""
        self.text += node.text or ""
        for child in children(node) if len(node) else ():
            self.visit(child, parent, look)
            self.text += child.tail or ""

    def flush(self, parent: Element, look: RunLook) -> None:
        """Ends the run in hand."""
        if self.text:
            text, self.text = self.text, ""
            self.print_text(parent, text, look)

    def visit_lead(self, node: Node, parent: Element, look: RunLook) -> None:
        """A topic sentence, in its character style."""
        self.flush(parent, look)
        self.write(node, parent, look._replace(style="Lead", face=""))

    def visit_em(self, node: Node, parent: Element, look: RunLook) -> None:
        """Marked characters: bold, underlined, dotted, above or below the line."""
        self.flush(parent, look)
        rend = node.get("rend") or ""
        change = {"face": self.kai} if rend == "kai" else RENDS.get(rend, {})
        self.write(node, parent, look._replace(**change))

    def visit_link(self, node: Node, parent: Element, look: RunLook) -> None:
        """A link to a block, or one out of the document, as a field, which needs no relation.

        A relative address is mere text.
        """
        href, block = node.get("href") or "", node.get("target")
        led = self.lead is not None if block is not None else is_outer(href)
        if not led or parent.tag in (_FIELD, _LINK):
            self.fill(node, parent, look)
            return
        self.flush(parent, look)
        if self.lead is not None and block is not None:
            link = self.lead(parent, block)
        else:
            link = etree.SubElement(parent, _FIELD, {W + "instr": f' HYPERLINK "{href}" '})
        self.write(node, link, look._replace(style="Hyperlink"))

    def visit_ref(self, node: Node, parent: Element, look: RunLook) -> None:
        """The place of a footnote; where its note is no footnote, or stands elsewhere, its mark or number."""
        printed, number = self.text_of(node), node.get("n") or ""
        self.flush(parent, look)
        placed = self.refer is not None and self.refer(parent, node.get("target") or "", printed, number)
        if (printed or number) and not placed:
            counted = look._replace(style="FootnoteReference")
            self.print_text(parent, printed or number, look._replace(raised="superscript") if printed else counted)

    def visit_name(self, node: Node, parent: Element, look: RunLook) -> None:
        """A proper name, with its line where the style wants one."""
        if self.name_lines:
            self.flush(parent, look)
            self.write(node, parent, look._replace(line=True))
        else:
            self.fill(node, parent, look)

    def visit_ruby(self, node: Node, parent: Element, look: RunLook) -> None:
        """Characters under their reading, at half their size (ISO/IEC 29500-1, 17.3.3.25)."""
        self.flush(parent, look)
        reading = "".join(map(self.text_of, self.only(node, "rt")))
        ruby = etree.SubElement(etree.SubElement(parent, _R), W + "ruby")
        settings = etree.SubElement(ruby, W + "rubyPr")
        for name, value in (("rubyAlign", "distributeSpace"), ("hps", "10"), ("hpsRaise", "20"), ("hpsBaseText", "21")):
            etree.SubElement(settings, W + name, {_VAL: value})
        etree.SubElement(settings, W + "lid", {_VAL: look.language or "zh-CN"})
        add_text(etree.SubElement(ruby, W + "rt"), reading, look)
        add_text(etree.SubElement(ruby, W + "rubyBase"), node.text or "", look)


def new_root(tag: str) -> Element:
    """The root of a part."""
    return etree.Element(W + tag, nsmap=NSMAP)
