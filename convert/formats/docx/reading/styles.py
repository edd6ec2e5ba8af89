"""What styles, defaults and direct settings make of paragraphs and characters: the effective look.

Styles inherit along `basedOn`; the nearest setting wins. Bold, italic, hidden and struck are toggles: a character
style within a paragraph style that sets them too turns them off again (ISO/IEC 29500-1, 17.7.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from convert.chinese.numerals import read_numeral
from convert.formats.archive import Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.formatting import (
    NO_INDENT,
    UNNUMBERED,
    Indent,
    Numbered,
    attribute,
    is_on,
    read_paragraph,
    read_run,
)

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = (("zh-TW", "Hant"), ("zh-HK", "Hant"), ("zh-Hant", "Hant"), ("ja", "Jpan"), ("ko", "Hang"))
"""The scripts of languages, as themes name them; Chinese in the Simplified script for all others."""
_TOGGLES = ("bold", "italic", "hidden", "struck")
"""Settings that two styles, one within the other, turn off again."""
_CHAIN = 40
"""Styles that one may be based on, one on the other; longer chains are circles."""

_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])|(\w)级标题", re.IGNORECASE)
"""How styles are called that are headings although no outline level says so."""
_CONTENTS = re.compile(r"(?:toc|目录|目錄) ?(?:[1-9]|heading)|table of figures", re.IGNORECASE)
_KINDS: Mapping[str, Mapping[str, object]] = {
    "caption": {"caption": True}, "题注": {"caption": True}, "quote": {"quote": 1}, "intense quote": {"quote": 1},
    "html preformatted": {"code": True}, "source code": {"code": True}, "preformatted text": {"code": True}}
"""Marks that the names of Word's own styles stand for."""


class Look(NamedTuple):
    """How characters look, all settings considered."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    dots: bool = False
    line: bool = False
    raised: str = ""
    """sup or sub."""
    size: int = 21
    """In half points; 10½ points is what Word sets where nothing says otherwise in Chinese."""
    face: str = ""
    """Of East Asian characters, as written."""
    marked: bool = False
    """Whether any of it is other than the style of the paragraph has it, size and face apart."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with all that it inherits."""

    id: str = ""
    name: str = ""
    heading: int = 0
    """Outline level, 1 at the top; `BODY_TEXT` where it is said that there is none."""
    numbered: Numbered = UNNUMBERED
    align: str = ""
    indent: Indent = NO_INDENT
    contents: bool = False
    """Whether its paragraphs are lines of a list of contents."""
    breaks: bool = False
    """Whether they begin a page."""
    kind: Mapping[str, object] = field(default_factory=dict)
    """Marks that it stands for."""
    characters: Mapping[str, object] = field(default_factory=dict)


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None, faces: Mapping[str, str]) -> None:
        self.faces = faces
        """The faces of the theme by the names that styles give them."""
        self.elements: dict[str, Element] = {}
        self.first = ""
        """The id of the default paragraph style."""
        self.defaults: dict[str, object] = {}
        self.indent = NO_INDENT
        for style in root.iterchildren(W + "style") if root is not None else ():
            self.elements.setdefault(style.get(W + "styleId", ""), style)
            if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default", "0")):
                self.first = style.get(W + "styleId", "")
        if root is not None:
            self.defaults = read_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self.indent = read_paragraph(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")).indent
        self.made: dict[str, Style] = {}
        self.looks: dict[tuple[object, ...], Look] = {}

    def paragraph(self, id_: str) -> Style:
        """A paragraph style by its id; the default one for the empty id."""
        made = self.made.get(id_)
        if made is None:
            made = self.made[id_] = self._make(id_)
        return made

    def look(self, style: Style, direct: Mapping[str, object]) -> Look:
        """The look of characters in a paragraph of a style, with direct settings and perhaps a character style."""
        key = (style.id, *direct.items())
        made = self.looks.get(key)
        if made is None:
            made = self.looks[key] = self._look(style, direct)
        return made

    def _look(self, style: Style, direct: Mapping[str, object]) -> Look:
        own = self._inherited(str(direct["style"])) if "style" in direct else {}
        plain = {**self.defaults, **style.characters}
        made = {**plain, **own, **direct}
        for name in _TOGGLES:
            if name not in direct and name in own:
                made[name] = bool(self.defaults.get(name)) or bool(own[name]) != bool(style.characters.get(name))
        made = {name: made[name] for name in Look._fields if name in made}
        marked = any(value != plain.get(name, "" if name == "raised" else False) for name, value in made.items()
                     if name not in ("size", "face"))
        made["face"] = self.faces.get(str(made.get("face", "")), made.get("face", ""))
        return Look(**{**made, "marked": marked})  # type: ignore[arg-type]  # read_run gives these types

    def _make(self, id_: str) -> Style:
        chain = self._chain(id_ or self.first)
        if not chain:
            return Style(id_, id_, _level_of_name(id_), contents=_CONTENTS.match(id_) is not None, indent=self.indent)
        name = attribute(chain[0], "name")
        made = [read_paragraph(element.find(W + "pPr")) for element in chain]
        level = next((each.heading for each in made if each.heading), 0) or _level_of_name(name)
        indent = made[0].indent
        for base in made[1:]:
            indent = indent.over(base.indent)
        return Style(
            id=id_, name="" if id_ in ("", self.first) else name, heading=level,
            numbered=Numbered(*(next((each.numbered[at] for each in made if each.numbered[at] is not None), None)
                                for at in (0, 1))),
            align=next((each.align for each in made if each.align), ""), indent=indent.over(self.indent),
            contents=_CONTENTS.match(name) is not None,
            breaks=next((each.breaks for each in made if each.breaks is not None), False),
            kind=_KINDS.get(name.casefold(), {}), characters=self._inherited(id_ or self.first))

    def _inherited(self, id_: str) -> dict[str, object]:
        """Settings of characters along the styles that one is based on."""
        made: dict[str, object] = {}
        for element in reversed(self._chain(id_)):
            made.update(read_run(element.find(W + "rPr")))
        made.pop("style", None)
        return made

    def _chain(self, id_: str) -> list[Element]:
        """A style and those it is based on, nearest first."""
        chain: list[Element] = []
        while id_ in self.elements and len(chain) < _CHAIN:
            chain.append(self.elements[id_])
            id_ = attribute(chain[-1], "basedOn")
        return chain


def read_theme(root: Element | None, language: str) -> dict[str, str]:
    """The faces that a theme has for a language (zh-CN, zh-TW, ja-JP …), by the names that w:rFonts gives them."""
    script = next((script for begin, script in _SCRIPTS if language.startswith(begin)), "Hans")
    faces: dict[str, str] = {}
    for holder, name in (("majorFont", "majorEastAsia"), ("minorFont", "minorEastAsia")):
        fonts = next(root.iter(_A + holder), None) if root is not None else None
        for font in fonts if fonts is not None else ():
            face = font.get("typeface")
            if face and (font.tag == _A + "ea" or (font.get("script") == script and name not in faces)):
                faces[name] = face
    return faces


def _level_of_name(name: str) -> int:
    found = _HEADING.fullmatch(name)
    if found is None:
        return 0
    digit = found[1] or found[2]
    level = read_numeral(digit) or 0
    return level if 1 <= level <= 9 else 0
