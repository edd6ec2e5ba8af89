"""TEI files for tests."""

from __future__ import annotations

import io

from convert.formats.tei import TeiWriter
from convert.formats.writer import Work
from convert.style.sheet import load_style


def encode(tree: Work, **options: object) -> bytes:
    out = io.BytesIO()
    TeiWriter(**options).write(tree, load_style("plain"), out)
    return out.getvalue()
