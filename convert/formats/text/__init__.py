"""Plain text, with or without markup.

decode    bytes → characters, whatever the encoding
charset   which encoding it is
slips     double-byte text put back in step where a byte is lost
markup    the text without Markdown and HTML, and the way back
"""

from __future__ import annotations

from convert.formats.text.decode import decode
from convert.formats.text.markup import view_source
from convert.reading.assembly import assemble
from convert.reading.stages import Reading, read_stages
from convert.tree.nodes import Document


def read_text(data: bytes, name: str) -> Document:
    """The tree of a plain-text file, whatever is in it."""
    return assemble(trace_text(data, name))


def trace_text(data: bytes, name: str) -> Reading:
    """What each stage of the reader makes of a plain-text file."""
    source = decode(data, name)
    return read_stages(source, view_source(source.text))
