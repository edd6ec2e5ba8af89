"""What the file says of itself: the information dictionary (ISO 32000-1, 14.3.3)."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.engine import Handle, wide_string

KEYS = ("Title", "Author", "Subject", "Keywords", "CreationDate")
"""Entries that are of the document; the others name programs."""
LONGEST = 2000
"""Characters of one."""


def read_facts(document: Handle) -> list[tuple[str, str]]:
    """Keys and values, white space in order; without those that are empty."""
    found = []
    for key in KEYS:
        text = " ".join(wide_string(pdfium.FPDF_GetMetaText, document, key.encode()).split())[:LONGEST]
        text = "".join(sign for sign in text if sign.isprintable())
        if text:
            found.append((key, text))
    return found
