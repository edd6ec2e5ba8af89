"""DOCX: styles and parts through python-docx, the body as one lxml part."""

from convert.writers.docx.writer import DocxWriter

__all__ = ["DocxWriter"]
