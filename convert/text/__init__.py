"""The plain-text reader, one file a stage."""

from __future__ import annotations

from convert.text.decode import decode
from convert.text.grow import grow
from convert.text.model import Excision, Settled
from convert.tree.audit import audit
from convert.tree.nodes import Document


def read_text(data: bytes, name: str) -> Document:
    """The tree of a plain-text file."""
    source = decode(data, name)
    text = source.text
    blocks, cuts, position = [], [], 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        start = position + line.index(body) if body else position
        end = start + len(body)
        around = ((position, start), (end, position + len(line)))
        cuts.append(Excision(tuple(span for span in around if span[0] < span[1]), "line/end"))
        if body:
            blocks.append(Settled("p", body, ((start, end),)))
        position += len(line)
    return audit(grow(source, blocks, [cut for cut in cuts if cut.spans]), text)
