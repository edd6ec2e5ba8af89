"""Texts as formats give them to `convert.recovery`, from any file."""

from __future__ import annotations

from pathlib import PurePath

from convert.formats.docx.read import read_docx
from convert.formats.html.read import read_html
from convert.formats.markdown.read import read_markdown
from convert.formats.pdf.read import read_pdf
from convert.formats.text.read import read_text
from convert.formats.xml.foreign import read_foreign
from convert.recovery.text import Text

READERS = {".html": read_html, ".htm": read_html, ".php": read_html, ".docx": read_docx, ".md": read_markdown,
           ".mdx": read_markdown, ".xml": read_foreign, ".pdf": read_pdf}


def text_of(data: bytes, name: str) -> Text:
    """The text of a file, read by its suffix."""
    return READERS.get(PurePath(name).suffix.lower(), read_text)(data, name)
