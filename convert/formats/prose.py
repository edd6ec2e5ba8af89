"""Whether what a format sets as code is prose: people indent paragraphs, and put texts between tags that keep lines."""

from __future__ import annotations

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as a class of a pattern."""

_HAN = re.compile(f"[{HAN}]")
_CODE = re.compile(r"[A-Za-z]|(?P<sign>[(){}\[\]=;<>/\\|$#&%_])")
_SIGN = 2
"""Letters that a sign of programs weighs."""

LINE = 3
"""Letters of Latin script that a Han character outweighs in one line."""
BLOCK = 1
"""The same in a whole block, where comments of a program may be Chinese."""


def is_prose(text: str, worth: int = LINE) -> bool:
    """Whether a text is prose rather than a program, by its letters and signs; a text without any is."""
    code = sum(_SIGN if match["sign"] else 1 for match in _CODE.finditer(text))
    return len(_HAN.findall(text)) * worth >= code
