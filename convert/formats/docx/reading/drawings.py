"""What stands in drawings: pictures, text boxes, lettering, diagrams; in DrawingML and in the older VML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.docx.markup import R, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = MC + "AlternateContent"
BOX = W + "txbxContent"

_BLIP, _IMAGE, _LETTERING, _RELATIONS = _A + "blip", _V + "imagedata", _V + "textpath", _DIAGRAM + "relIds"
_SHOWN = (BOX, _BLIP, _IMAGE, _LETTERING, _RELATIONS, W + "t", _A + "t", W + "object", _CHART + "chart")


class Found(NamedTuple):
    """Something in a drawing."""

    kind: str
    """picture, box, lettering, diagram or chart."""
    value: str
    """The id of its relationship; for lettering its words."""
    element: Element
    alternative: str = ""
    """Its alternative text."""
    linked: bool = False
    """Whether the picture lies outside the file."""


def choose(alternate: Element) -> Element | None:
    """The branch of a choice that is read: the newest that shows anything, else the fallback. Never both."""
    branches = [branch for branch in alternate if branch.tag in (MC + "Choice", MC + "Fallback")]
    return next((branch for branch in branches if next(branch.iter(*_SHOWN), None) is not None),
                branches[0] if branches else None)


def search(drawing: Element) -> Iterator[Found]:
    """What stands in a w:drawing, w:pict or w:object, in the order of the file."""
    alternative = ""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        tag = str(element.tag)
        if tag == ALTERNATE:
            branch = choose(element)
            waiting += [branch] if branch is not None else []
            continue
        if tag.endswith(("}docPr", "}cNvPr")):
            alternative = element.get("descr") or element.get("title") or alternative
        elif tag.startswith(_V):
            alternative = element.get("alt") or alternative
        found = _found(element, tag, alternative)
        if found is not None:
            yield found
        if tag != BOX:
            waiting += reversed(element)


def _found(element: Element, tag: str, alternative: str) -> Found | None:
    if tag == BOX:
        return Found("box", "", element)
    if tag == _BLIP:
        embedded = element.get(R + "embed", "")
        return Found("picture", embedded or element.get(R + "link") or "", element, alternative, not embedded)
    if tag == _IMAGE:
        return Found("picture", element.get(R + "id") or element.get(R + "pict") or "", element, alternative)
    if tag == _LETTERING and element.get("string"):
        return Found("lettering", element.get("string", ""), element)
    if tag == _RELATIONS:
        return Found("diagram", element.get(R + "dm", ""), element)
    if tag == _CHART + "chart":
        return Found("chart", element.get(R + "id", ""), element)
    return None


def diagram_texts(root: Element) -> Iterator[str]:
    """The texts of a diagram's data (SmartArt), a paragraph each."""
    for paragraph in root.iter(_A + "p"):
        text = "".join(run.text or "" for run in paragraph.iter(_A + "t"))
        if text.strip():
            yield text
