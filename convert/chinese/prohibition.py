"""Marks of punctuation, and which of them may not begin or end a line.

After W3C's Requirements for Chinese Text Layout (CLREQ), 3.1.7, and GB/T 15834-2011 for mainland China.
"""

from __future__ import annotations

OPENING = "“‘（《〈「『【〔〖［｛〝｟"
CLOSING = "”’）》〉」』】〕〗］｝〞〟｠"
"""Marks that stand in pairs."""

PAUSES = "，、；：。．"
SHOUTS = "！？‼⁇⁈⁉"
"""Marks that end a clause or a sentence."""

HANGING = "，、。．"
"""Marks that may hang beyond the end of a line, where that is wanted (CLREQ 3.1.9)."""

POINTS = "·‧・•"
"""Points between the parts of a name (间隔号)."""

DASHES = "—…⋯"
"""Two of these make one mark, which is not parted."""

NO_START = {
    "none": "",
    "basic": CLOSING + PAUSES + SHOUTS + POINTS + "∶–～~,.;:!?)]}»%％‰℃°",
    "gb": CLOSING + PAUSES + SHOUTS + POINTS + "∶–～~,.;:!?)]}»%％‰℃°/／",
    "strict": CLOSING + PAUSES + SHOUTS + POINTS + DASHES + "∶–～~,.;:!?)]}»%％‰℃°/／",
}
"""Characters that may not begin a line, by level of prohibition (CLREQ 3.1.7)."""

NO_END = {
    "none": "",
    "basic": OPENING + "∶([{«￥$£€№",
    "gb": OPENING + "∶([{«￥$£€№/／",
    "strict": OPENING + "∶([{«￥$£€№/／",
}
"""Characters that may not end a line."""
