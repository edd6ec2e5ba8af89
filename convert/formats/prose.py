"""Whether what a format sets as code is prose, and whether a line break parts a sentence.

People indent paragraphs, put texts between tags that keep lines, and paste lines as a page had them.
"""

from __future__ import annotations

import re

from convert.chinese.folding import fold, widen_stops
from convert.recovery.openers import find_opener

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as a class of a pattern."""

_HAN = re.compile(f"[{HAN}]")
_CODE = re.compile(r"[A-Za-z]|(?P<sign>[(){}\[\]=;<>/\\|$#&%_])")
_SIGN = 2
"""Letters that a sign of programs weighs."""

_PASTED = 20
"""Characters of a line from which a page may have ended it."""
_WITHIN = re.compile("[，。；：、,;:】]")

LINE = 3
"""Letters of Latin script that a Han character outweighs in one line."""
BLOCK = 1
"""The same in a whole block, where comments of a program may be Chinese."""


def is_prose(text: str, worth: int = LINE) -> bool:
    """Whether a text is prose rather than a program, by its letters and signs; a text without any is."""
    code = sum(_SIGN if match["sign"] else 1 for match in _CODE.finditer(text))
    return len(_HAN.findall(text)) * worth >= code


def is_wrapped(before: str, behind: str) -> bool:
    """Whether a line break stands in the middle of a sentence, as in text that was copied from a page.

    Long prose ends in a Han character there, and prose goes on with another that no number opens.
    """
    last, first = before.rstrip()[-1:], behind.lstrip()[:1]
    if len(before) < _PASTED or not _HAN.match(last) or not _HAN.match(first):
        return False
    prose = _WITHIN.search(before) is not None and _WITHIN.search(behind) is not None
    return prose and find_opener(widen_stops(fold(behind.strip()[:40]))) is None
