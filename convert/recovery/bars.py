"""Bars: the characters that frames are drawn with, by which a text shows at a glance whether one may be in it."""

from __future__ import annotations

import re

_BARS = "│┃║┆┇┊┋╎╏"
"""Characters made to part cells."""

DASHES = "=－＝—―-"
"""Characters that draw rules where those made for it are not at hand."""

_SIGN = re.compile(f"[{_BARS}|｜+＋](?:(?<=[{_BARS}])|[{re.escape(DASHES)}])")
"""Every frame has one of these: a bar, or a corner with a dash."""


def may_be_drawn(text: str) -> bool:
    """Whether a frame may be in a text."""
    return _SIGN.search(text) is not None
