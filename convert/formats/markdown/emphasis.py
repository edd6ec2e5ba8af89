"""Emphasis as people write it in Chinese: `这是**“引号”**后面的字`.

CommonMark tells opening from closing stars by the blanks and punctuation around them, which Chinese text does not have.
Where the pairs of a line are plain, a blank is put outside a pair in the copy, and blanks inside are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.formats.markdown.edited import Edit

_LINE = re.compile(r"^[^\n]*(?:\*\*|~~|__|\\\*)[^\n]*$", re.MULTILINE)
_RUN = re.compile(r"(?<![\\*])\*{2,4}(?!\*)|(?<![\\~])~~(?!~)")
"""Stars or tildes that may open or close."""
_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_UNDERSCORES = re.compile(r"(?<![\\_])__(?P<inner>[^_\n]+)__(?!_)")
_ESCAPED = re.compile(r"\\\*\\\*(?P<inner>[^\s*](?:[^*\n]*[^\s*\\])?)\\\*\\\*")
"""A converter did not know that the stars were meant."""
_WORD = re.compile(r"\w")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Characters of East Asian text: where there is none, CommonMark is right."""
_CLOSERS = "，。；：、！？）》」』】〉〕”’…,.;:!?)"
"""Punctuation that opens no stressed text: 张**、 is a name left out."""


def mend_emphasis(text: str, place: int) -> Iterator[Edit]:
    """Pairs of `**`, `~~` and `__`, also behind backslashes, that the parser would leave in the text."""
    for match in _LINE.finditer(text, place):
        line, start = match[0], match.start()
        if not _WIDE.search(line):
            continue
        code = [found.span() for found in _CODE.finditer(line)] if "`" in line else []
        runs = [found for found in _RUN.finditer(line) if not any(low < found.start() < high for low, high in code)]
        for mark in ("*", "~"):
            yield from _mend_pairs(line, start, [run for run in runs if run[0][0] == mark])
        for found in _ESCAPED.finditer(line) if "\\" in line else ():
            yield from _mend_escaped(start, found)
        for found in _UNDERSCORES.finditer(line) if "__" in line else ():
            yield from _mend_underscores(line, start, found)


def _mend_pairs(line: str, start: int, runs: list[re.Match[str]]) -> Iterator[Edit]:
    """Runs taken two by two; a line on which they do not go in pairs is left to CommonMark."""
    if len({run[0] for run in runs}) > 1:
        return
    for opening, closing in zip(runs[::2], runs[1::2], strict=False):
        inner = line[opening.end() : closing.start()]
        if not inner.strip() or inner.lstrip()[0] in _CLOSERS:
            return
        if _opens(line, opening) and _closes(line, closing):
            continue
        lead, tail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
        before, behind = start + opening.start(), start + closing.end()
        yield Edit(before, before, " ")
        yield Edit(before + len(opening[0]), before + len(opening[0]) + lead, "")
        yield Edit(start + closing.start() - tail, start + closing.start(), "")
        if behind < start + len(line):
            yield Edit(behind, behind, " ")


def _opens(line: str, run: re.Match[str]) -> bool:
    """Whether the run is left-flanking (CommonMark 0.31, 6.2) and does not stand in a word of its own kind."""
    before, behind = line[run.start() - 1 : run.start()], line[run.end() : run.end() + 1]
    return not behind.isspace() and (_is_word(behind) or not before or before.isspace() or not _is_word(before))


def _closes(line: str, run: re.Match[str]) -> bool:
    before, behind = line[run.start() - 1 : run.start()], line[run.end() : run.end() + 1]
    return not before.isspace() and (_is_word(before) or not behind or behind.isspace() or not _is_word(behind))


def _is_word(character: str) -> bool:
    return character != "_" and _WORD.match(character) is not None


def _mend_underscores(line: str, start: int, match: re.Match[str]) -> Iterator[Edit]:
    """`字__重点__字`: within a word CommonMark takes no underscores; blanks to be filled in have nothing inside."""
    if not _WIDE.search(match["inner"]) or match["inner"] != match["inner"].strip():
        return
    if not _is_word(line[match.start() - 1 : match.start()]) and not _is_word(line[match.end() : match.end() + 1]):
        return
    low, high = start + match.start(), start + match.end()
    yield Edit(low, low, " ")
    yield Edit(low, low + 2, "**")
    yield Edit(high - 2, high, "**")
    yield Edit(high, high, " ")


def _mend_escaped(start: int, match: re.Match[str]) -> Iterator[Edit]:
    low, high = start + match.start(), start + match.end()
    yield Edit(low, low, " ")
    for place in (low, low + 2, high - 4, high - 2):
        yield Edit(place, place + 1, "")
    yield Edit(high, high, " ")
