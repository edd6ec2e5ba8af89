"""DOCX: styles and parts through python-docx, the body as one lxml part."""

from convert.formats.docx.writer import DocxWriter

__all__ = ["DocxWriter"]
