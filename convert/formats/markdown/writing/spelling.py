"""Spelling: what Markdown would take for marks, and marks that hold beside Chinese punctuation.

CommonMark 0.31, sections 2.4 (backslash escapes), 2.5 (references) and 6.2 (emphasis).
"""

from __future__ import annotations

import re
import unicodedata

from convert.formats.markdown.galley import BREAK

_SIGNS = re.compile(r"[\\`*_\[\]~|$]|<(?=[A-Za-z/!?]|\Z)|&(?=[#A-Za-z]|\Z)")
"""Signs that mean something inside a line, or may with what follows: CommonMark's, those of tables, of struck text and
of formulas."""
_OPENING = re.compile(r"(?:[#>+=:-]|(?P<number>\d{1,9})(?=[.)]))")
"""What means something at the beginning of a line: headings, quotations, items, lines under titles, definitions."""
_PAIR = {"strong": "**", "em": "*", "del": "~~"}
_ENDS = {"**": re.compile(r"\*\*"), "*": re.compile(r"(?<![*\\])\*(?!\*)"), "~~": re.compile("~~")}
"""What inside marks would be taken for their end."""


def spell(text: str) -> str:
    """A text as Markdown spells it, in one line; what stands at its beginning may still be a mark."""
    return _SIGNS.sub(r"\\\g<0>", BREAK.sub(" ", text))


def spell_line(spelt: str) -> str:
    """A line of a block, spelt, so that neither its beginning nor its end is a mark."""
    line = spell_opening(spelt.strip())
    bare = line.rstrip("#")
    return bare + "\\#" * (len(line) - len(bare))


def spell_opening(line: str) -> str:
    """A line, spelt, whose beginning is no mark."""
    found = _OPENING.match(line)
    if found is None:
        return line
    place = found.end() if found["number"] else 0
    return f"{line[:place]}\\{line[place:]}"


def stress(inner: str, tag: str, before: str, after: str) -> str:
    """A spelt text between marks, or between tags of HTML where Markdown would not take those for marks there.

    `before` and `after` are what stands around it: a run of stars opens only where no letter stands before it and
    punctuation behind it, which Chinese has at every quotation mark.
    """
    mark = _PAIR.get(tag, "")
    first, last, around = inner[:1], inner[-1:], (before[-1:], after[:1])
    fits = mark and first and not first.isspace() and not last.isspace() and "*" not in around
    fits = fits and not set("*~\\") & {first, last} and not _ENDS[mark].search(inner)
    if fits and _opens(first, around[0]) and _opens(last, around[1]):
        return f"{mark}{inner}{mark}"
    return f"<{tag}>{inner}</{tag}>"


def _opens(inside: str, outside: str) -> bool:
    """Whether a run of stars is one that opens between two characters, or closes, seen from the other side."""
    return not _is_sign(inside) or not outside or outside.isspace() or _is_sign(outside)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def spell_code(text: str) -> str:
    """Code between ticks, as many as it takes (CommonMark, 6.1)."""
    text = BREAK.sub(" ", text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    ticks = "`" * (longest + 1)
    return f"{ticks}{pad}{text}{pad}{ticks}"


def spell_target(address: str) -> str:
    """An address between the brackets of a link (CommonMark, 6.3)."""
    return "<" + re.sub(r"[<>\\]", lambda match: f"%{ord(match[0]):02X}", "".join(address.split())) + ">"
