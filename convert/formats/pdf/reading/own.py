"""What the structure of our own files says: the title of an element is what it is in the words of the tree."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from convert.formats.pdf.blocks import LEAVES
from convert.formats.pdf.reading.engine import Handle, byte_string, wide_string
from convert.formats.writer import GENERATOR
from convert.recovery.text import Told

_KINDS = {name: name for name in (*LEAVES, "title", "note")} | {"item": "li", "line": "verse"}
"""Title of an element → kind of the outline."""


def is_own(document: Handle) -> bool:
    """Whether our own writer made a file."""
    return wide_string(pdfium.FPDF_GetMetaText, document, b"Producer").startswith(GENERATOR.partition(" ")[0])


def is_vertical(document: Handle) -> bool:
    """Whether our writer set it in columns: it names a direction of no other pages."""
    return bool(byte_string(pdfium.FPDF_VIEWERREF_GetName, document, b"Direction"))


def tell(title: str, article: int) -> Told | None:
    """What an element with a title is, in one of the articles of its file; None for titles that are not ours."""
    kind, *more = title.split() or [""]
    if kind == "heading" and more and more[0].isdecimal():
        return Told("heading", int(more[0][:3]), article, more[1] if len(more) > 1 else "own")
    if kind == "field" and len(more) > 1 and more[1].isdecimal():
        return Told("meta", article=int(more[1][:6]), name=more[0], labelled=len(more) > 2)
    return Told(_KINDS[kind], article=article) if kind in _KINDS else None
