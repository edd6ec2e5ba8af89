"""The walk over what the parser tells: blocks, displays and inlines together."""

from __future__ import annotations

from convert.formats.markdown.blocks import Blocks
from convert.formats.markdown.displays import Displays
from convert.formats.markdown.inlines import Inlines


class Walk(Blocks, Displays, Inlines):
    """One pass over a stretch of source; with `inline`, it is part of a paragraph."""
