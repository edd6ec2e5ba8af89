"""Habits: what people write that CommonMark reads otherwise, put right in the copy that the parser reads.

Each habit is a function from the source to edits. None of them has to mind code: what stands in a fence is printed from
the source, so an edit there changes nothing that anybody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from convert.chinese.numerals import read_numeral
from convert.formats.markdown.boxes import mend_boxes
from convert.formats.markdown.columns import mend_columns
from convert.formats.markdown.edited import Edit
from convert.formats.markdown.emphasis import mend_emphasis
from convert.formats.markdown.ruled import line_start, mend_tables
from convert.formats.prose import HAN, is_prose

_HEADING = re.compile(
    "^(?P<lead>[ \t\u3000\u00a0\u200b\ufeff]{0,8})(?P<marks>#{1,6})(?P<gap>[ \t\u3000\u00a0]*)(?P<first>[^\\s#!])"
    "(?P<rest>[^\n]*)", re.MULTILINE)
"""A line that begins as a heading, well written or not."""
_CLOSING = re.compile(r"(?<=[^\s#\\])(#+)[ \t\r]*\Z")
_TITLE = re.compile(f"[{HAN}*“‘《〈「『【〔（\\d]")
"""What a heading in Chinese begins with."""


def mend_headings(text: str, place: int) -> Iterator[Edit]:
    """`##标题`, `##标题##`, `　## 标题`: no blank behind the marks, or an ideographic one before or behind them.

    One # without a blank may be a keyword (`#植树 #春天`): it is a heading only where none of the document has one.
    """
    found = list(_HEADING.finditer(text, place))
    plain = any(len(match["marks"]) == 1 and match["gap"][:1] in (" ", "\t") for match in found)
    for match in found:
        spaced = match["gap"][:1] in (" ", "\t") and match["gap"] != ""
        if not spaced and len(match["marks"]) == 1 and (plain or not _is_title(match)):
            continue
        if match["lead"].strip(" \t"):
            yield Edit(match.start("lead"), match.end("lead"), "")
        if not spaced:
            yield Edit(match.end("marks"), match.end("marks"), " ")
        closing = _CLOSING.search(match["rest"])
        if closing and len(closing[1]) == len(match["marks"]) and (not spaced or len(closing[1]) > 1):
            behind = match.start("rest") + closing.start(1)
            yield Edit(behind, behind, " ")


def _is_title(match: re.Match[str]) -> bool:
    return _TITLE.match(match["first"]) is not None and "#" not in match["rest"].rstrip("# \t\r")


_UNDERLINE = re.compile(r"^(?P<lead>(?:[ \t]{0,3}>)*[ \t]{0,3})(?P<marks>=+|-+)[ \t\r]*$", re.MULTILINE)
"""A line of dashes, which CommonMark takes for the underline of what stands above it."""
_RULE = re.compile(r"(?:(?<=\n\n)|(?<=\n\r\n)|\A)[ \t]{0,3}(?P<marks>={3,})[ \t\r]*$", re.MULTILINE)
_PROSE = re.compile(r"[。；，、：;,:…\\]\s*\Z|[。；][^。；]*\S\s*\Z")
"""How a line ends, or what it holds, that is no heading."""
_APART = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|\||```|~~~|(?:[-*_=][ \t]*){3,}\s*\Z|<)|\s*\Z")
"""A line that ends a paragraph before the next line."""
_SHORTEST = 3
"""Dashes under a heading; fewer are an item without text, or text."""
_LONGEST = 60
"""Characters that a line over a line of dashes may have to be a heading."""


def mend_underlines(text: str, place: int) -> Iterator[Edit]:
    """A line of dashes under prose is a line across the page; under a paragraph, a title takes its last line only."""
    for match in _UNDERLINE.finditer(text, place):
        start, marks = line_start(text, match.start(), place), match["marks"]
        line = text[start : match.start()].strip("> \t\r\n")
        if not line:
            continue
        single = _APART.match(text[line_start(text, start, place) : start]) is not None
        if len(marks) < _SHORTEST:
            mark, sign = (match.start(), "\n") if marks[0] == "-" else (match.start("marks"), "\\")
            yield Edit(mark, mark, sign)
        elif len(line) > _LONGEST or _PROSE.search(line) or not (single or marks[0] == "="):
            yield Edit(*match.span("marks"), "*" * len(marks))
        elif not single and not match["lead"].strip():
            yield Edit(start, start, "\n")
    for match in _RULE.finditer(text, place):
        yield Edit(*match.span("marks"), "*" * len(match["marks"]))


_NOTE = re.compile(r"\[\^(?P<label>[^\]\s\[]{1,60})\](?P<colon>[:：]?)")
_DEFINITION = re.compile(r"^ {0,3}(?P<label>\[[^\]\[\n^][^\]\[\n]*\]):[ \t]*(?P<target>[^\n]*)$", re.MULTILINE)
_ADDRESS = re.compile(r"<|[#./]|[A-Za-z][A-Za-z0-9+.-]*:|[\x21-\x7e]+[ \t\r]*\Z|[\x21-\x7e]+[ \t]+[\"'(]")
"""What the target of a link looks like."""


def mend_notes(text: str, place: int) -> Iterator[Edit]:
    """`[^1]：注文` is a note; a mark whose note is lost is a mark all the same; `[注]: 文字` defines no link."""
    wanted: dict[str, None] = {}
    defined: set[str] = set()
    for match in _NOTE.finditer(text, place):
        opens = match["colon"] and not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip("> \t")
        if opens:
            defined.add(match["label"].lower())
            if match["colon"] == "：":
                yield Edit(*match.span("colon"), ":")
        else:
            wanted[match["label"]] = None
    lost = [label for label in wanted if label.lower() not in defined]
    if lost:
        yield Edit(len(text), len(text), "\n\n" + "\n\n".join(f"[^{label}]: x" for label in lost))
    for match in _DEFINITION.finditer(text, place):
        if not _ADDRESS.match(match["target"]):
            yield Edit(match.start("label"), match.start("label"), "\\")


_TILDE = re.compile(r"(?<![~\\])~(?!~)")
_TIMES = re.compile(r"(?<=[\d.])\*(?=\d)")
_FORM = re.compile(r"(?<=[^\s_])[ \t]*+(_{4,}+)|(?<!_)(_{4,}+)(?=[ \t]*+[^\s_])")
_TARGET = re.compile(r"\]\((?P<target>[^()<>\n]*)\)")
_QUOTE = re.compile("[ \t][\"']")
BLANK = "\ufdd0"
"""What stands for a blank in an address, of which no text has any (a noncharacter of Unicode)."""

_BLANKS = re.compile("[ \t]")
_COMMENT = re.compile("<!--")


def mend_signs(text: str, place: int) -> Iterator[Edit]:
    """`3~5` strikes nothing out, `3*4*5` and `____` stress nothing, an address may have blanks, `<!--` lack its end."""
    for pattern in (_TILDE, _TIMES):
        for match in pattern.finditer(text, place):
            yield Edit(match.start(), match.start(), "\\")
    for match in _FORM.finditer(text, place):
        yield from (Edit(sign, sign, "\\") for sign in range(*match.span(match.lastindex or 0)))
    for match in _TARGET.finditer(text, place):
        target = _QUOTE.split(match["target"], maxsplit=1)[0]
        start = match.start("target") + len(target) - len(target.lstrip())
        for blank in _BLANKS.finditer(target.strip()):
            yield Edit(start + blank.start(), start + blank.end(), BLANK)
    last = text.rfind("-->")
    for match in _COMMENT.finditer(text, max(last, place)):
        yield Edit(match.start(), match.start(), "\\")


_INDENTED = re.compile("^(?P<lead>(?: {4,}+|[ ]{0,3}\t)[ \t\u3000]*+)(?P<line>[^\\s][^\n]*)$", re.MULTILINE)
_WIDE_INDENT = re.compile("(?<=[^\\s])[ \t]*\r?\n(?=[ \t]*(?:\u3000{2}|(?:&(?:emsp|ensp|nbsp|\\#12288);){2}))")
"""A line end before an indent of two ideographic blanks, also spelled as references."""
_ITEM = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]{1,99}\]:)")
"""What begins something that indented lines belong to: an item, the text of a note."""
_ENDED = re.compile(r"[。！？；：…”』」）\])!?.:;][*_ \t\r]*\Z")
"""How a line ends that may close a paragraph."""


def mend_indents(text: str, place: int) -> Iterator[Edit]:
    """Two ideographic blanks, or four before prose, indent the first line of a paragraph.

    In a list, four say to which item a line belongs.
    """
    for match in _WIDE_INDENT.finditer(text, place):
        yield Edit(match.end(), match.end(), "\n")
    if not any(_is_text(match["line"]) for match in _INDENTED.finditer(text, place)):
        return
    in_list, before, follows = False, "", False
    for match in re.finditer("[^\n]*\n?", text[place:]):
        line = match[0].rstrip()
        lead = len(line) - len(line.lstrip(" \t"))
        if _ITEM.match(line) and (lead < 4 or in_list):
            in_list = True
        elif line and not lead and not before:
            in_list = False
        indented = _INDENTED.match(line) if lead and not in_list else None
        if indented and _is_text(indented["line"]):
            start = place + match.start()
            apart = before and (follows or _ENDED.search(before))
            yield Edit(start, start + indented.end("lead"), "\n" if apart else "")
        before, follows = line, indented is not None


def _is_text(line: str) -> bool:
    return not line.startswith("#") and is_prose(line)


_BRACKETED = re.compile(r"[ \t]{0,3}[（(](?P<number>[^\s（()）\n]{1,4})[)）]")
"""How an item begins that no mark of Markdown numbers."""
_ENDED_ITEM = re.compile(rf"^{_BRACKETED.pattern}[^\n]*[。！？][ \t]*\r?\n(?=[^\s#>|<`~*+\[:=-])", re.MULTILINE)
"""Such an item on one line that ends a sentence, and text right below."""


def mend_items(text: str, place: int) -> Iterator[Edit]:
    """Below `（一）……；` a line `（二）……。` ends its paragraph: whoever writes an item a line means the ends."""
    for match in _ENDED_ITEM.finditer(text, place):
        above = _BRACKETED.match(text, line_start(text, match.start(), place)) if match.start() > place else None
        if above is not None and read_numeral(above["number"]) and read_numeral(match["number"]):
            yield Edit(match.end(), match.end(), "\n")


Habit = Callable[[str, int], Iterator[Edit]]
"""A source and the place from which on it is mended → edits."""

HABITS: tuple[tuple[str, Habit], ...] = (
    ("#", mend_headings),
    (r":::|\[!|\{%|\{\{<", mend_boxes),
    ("==|--|\n[ \t>]*[=-][ \t\r]*(?:\n|\\Z)", mend_underlines),
    (r"\|", mend_tables),
    ("-- +--", mend_columns),
    (r"\*\*|__|~~|\\\*", mend_emphasis),
    (r"\]", mend_notes),
    (r"~|\d\*\d|____|<!--|\]\(", mend_signs),
    ("    |\t|\u3000\u3000|&[en#]", mend_indents),
    (r"[。！？][ \t]*\r?\n\S", mend_items),
)
"""Each habit behind a pattern of the signs without which there is nothing to mend."""

_SIGNS = tuple((re.compile(sign), mend) for sign, mend in HABITS)


def mend_habits(text: str, place: int, without: Collection[Habit] = ()) -> list[Edit]:
    """All edits of a source from a place on, by their place, `without` those of some habits."""
    return sorted(edit for sign, mend in _SIGNS if mend not in without and sign.search(text, place)
                  for edit in mend(text, place))
