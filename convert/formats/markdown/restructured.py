"""reStructuredText, as far as it is near to Markdown: in the copy that the parser reads it becomes Markdown.

Sections, lists, emphasis, links, notes, pictures, code, asides, simple and ruled tables are read; roles lose their
names, and directives that only move things about are cut with what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.markdown.edited import Edit, Hole

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")
"""A line under or over the title of a section: one sign of ASCII, three times or more."""
_BORDER = re.compile(r"=+(?: +=+)+")
"""A line over, in or under a simple table."""
_GAP = re.compile(" {2,}")
_DIRECTIVE = re.compile(r"(?P<mark>[ ]*\.\. +(?P<name>[A-Za-z][\w:.+-]*)::[ ]?)(?P<rest>[^\n]*)")
_NOTE = re.compile(r"[ ]*(?P<dots>\.\. +)\[(?P<label>#?[\w.-]*|\*)\](?= )")
_EXPLICIT = re.compile(r"[ ]*\.\.(?: |$)")
_OPTION = re.compile(r"[ ]+:[\w-]+:(?: |$)")
_PICTURES = frozenset({"image", "figure"})
_CODES = frozenset({"code", "code-block", "sourcecode", "literalinclude", "math", "raw", "parsed-literal", "highlight"})
"""Directives whose text is printed as it stands."""
_MOVES = frozenset({"contents", "toctree", "index", "include", "meta", "only", "sectnum", "header", "footer", "role",
                    "default-role", "class", "target-notes", "tableofcontents", "rst-class", "cssclass"})
"""Directives without text of their own."""

_INLINE = (
    (re.compile(r"(?P<open>`)[^`\n<]+?(?P<target>\s*<)[^<>`\s]+(?P<close>>`__?)"), ("[", "](<", ">)")),
    (re.compile(r"(?P<open>\[)(?:#?[\w.-]+|#|\*)\](?P<close>_)(?!\w)"), ("[^", "")),
)
"""Links and marks of notes: what stands in the groups, and what it is in Markdown."""

_HOLES = (
    re.compile(r"(?::[A-Za-z][\w:.+-]{0,60}:)(`)[^`<\n]+(?:\s*<[^<>`\n]*>)?(`)"),
    re.compile(r"(?<![`\w:])(`)[^`<\n]+(`__?)(?!\w)"),
    re.compile(r"^(:)(?=[^:\n`]+:[ \t])", re.MULTILINE),
    re.compile(r"(?<=[^\s:])(:)(?=:[ \t\r]*$)", re.MULTILINE),
    re.compile(r"^[ ]*(::)[ \t\r]*$", re.MULTILINE),
)
"""What has no counterpart in Markdown; the groups are cut."""
_ROLE = re.compile(r"(:[A-Za-z][\w:.+-]{0,60}:)(?=`)")
_ROLE_TARGET = re.compile(r":[A-Za-z][\w:.+-]{0,60}:`(?:[^`<\s]++|[^\S\n]++(?=[^`<\s]))++(\s*+<[^<>`\n]*+>)`")
_VERSE = re.compile(r"^[ ]*(\|[ ])(?=[^|\n]*$)", re.MULTILINE)
_COUNTED = re.compile(r"^[ ]*(#)\.(?= )", re.MULTILINE)


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def mend_restructured(text: str) -> tuple[list[Edit], list[Hole]]:
    """What to change in the copy of a source that it is Markdown, and what is neither text there nor here."""
    lines = [_Line(match.start(), match[0].rstrip()) for match in re.finditer("[^\n]+|(?<=\n)(?=\n)", text)]
    edits = [*_mend_sections(lines), *_mend_tables(lines), *_mend_inline(text)]
    holes: list[Hole] = []
    for found in _read_explicit(lines):
        edits.append(found) if isinstance(found, Edit) else holes.append(found)
    holes += [Hole(*match.span(group), "markup/mark") for pattern in (*_HOLES, _ROLE, _ROLE_TARGET)
              for match in pattern.finditer(text) for group in range(1, (pattern.groups or 0) + 1)]
    return sorted(edits), sorted(set(holes))


def _mend_sections(lines: list[_Line]) -> Iterator[Edit]:
    """Titles with a line under them, or over and under; levels in the order in which their signs first stand."""
    levels: dict[tuple[str, bool], int] = {}
    taken = -1
    for i, line in enumerate(lines):
        if i == taken or not _ADORNMENT.fullmatch(line.text):
            continue
        under = i > 0 and lines[i - 1].text and not lines[i - 1].indent and i - 1 != taken
        over = i + 2 < len(lines) and lines[i + 2].text == line.text and lines[i + 1].text and not under
        title = lines[i + 1] if over else lines[i - 1]
        if (over or under) and len(line.text) >= min(len(title.text.strip()), 4):
            level = levels.setdefault((line.text[0], bool(over)), len(levels) + 1)
            yield Edit(title.start, title.start + title.indent, "#" * min(level, 6) + " ")
            for ruler in (line, lines[i + 2]) if over else (line,):
                yield Edit(ruler.start, ruler.end, "")
            taken = i + 2 if over else i
        elif not under:
            yield Edit(line.start, line.end, "***")


def _mend_tables(lines: list[_Line]) -> Iterator[Edit]:
    """Tables between lines of `====  ====`: their columns are parted by two blanks or more."""
    borders = [i for i, line in enumerate(lines) if _BORDER.fullmatch(line.text.strip())]
    while len(borders) > 1:
        three = len(borders) > 2 and all(line.text for line in lines[borders[1] : borders[2]])
        first, last = borders[0], borders[2 if three else 1]
        width = len(lines[first].text.split())
        ruler = "|" + "---|" * width
        for line in lines[first : last + 1]:
            if not _BORDER.fullmatch(line.text.strip()):
                yield Edit(line.start, line.start, "|")
                for gap in list(_GAP.finditer(line.text.strip()))[: width - 1]:
                    place = line.start + line.indent
                    yield Edit(place + gap.start(), place + gap.end(), "|")
                yield Edit(line.end, line.end, "|")
        yield Edit(lines[first].start, lines[first].end, "" if three else "|" + " |" * width + "\n" + ruler)
        yield Edit(lines[last].start, lines[last].end, "")
        if three:
            yield Edit(lines[borders[1]].start, lines[borders[1]].end, ruler)
        borders = borders[3 if three else 2 :]


def _mend_inline(text: str) -> Iterator[Edit]:
    for pattern, signs in _INLINE:
        for match in pattern.finditer(text):
            for group, sign in zip(match.re.groupindex, signs, strict=True):
                yield Edit(*match.span(group), sign)
    for match in _VERSE.finditer(text):
        yield Edit(*match.span(1), "\n")
    for match in _COUNTED.finditer(text):
        yield Edit(*match.span(1), "1")


def _read_explicit(lines: list[_Line]) -> Iterator[Edit | Hole]:
    """Directives, notes and comments: what begins with two full stops, and what is indented below it."""
    i = 0
    while i < len(lines):
        line = lines[i]
        if not _EXPLICIT.match(line.text):
            i += 1
            continue
        last = i + 1
        while last < len(lines) and (not lines[last].text or lines[last].indent > line.indent):
            last += 1
        body = lines[i + 1 : last]
        directive, note = _DIRECTIVE.fullmatch(line.text), _NOTE.match(line.text)
        if directive:
            yield from _read_directive(line, directive, body)
            i = last if directive["name"] in _MOVES | _CODES else i + 1
        elif note:
            yield Edit(line.start + note.start("dots"), line.start + note.end("dots"), "")
            yield Edit(line.start + note.start("label"), line.start + note.start("label"), "^")
            yield Edit(line.start + note.end(), line.start + note.end(), ":")
            i += 1
        else:
            yield from (Hole(each.start, each.end, "markup/comment") for each in (line, *body) if each.text)
            i = last


def _read_directive(line: _Line, match: re.Match[str], body: list[_Line]) -> Iterator[Edit | Hole]:
    name, behind = match["name"], line.start + match.end("mark")
    options = 0
    while options < len(body) and _OPTION.match(body[options].text):
        options += 1
    yield from (Hole(each.start, each.end, "markup/directive") for each in body[:options])
    text = [each for each in body[options:] if each.text]
    if name in _MOVES:
        yield from (Hole(each.start, each.end, "markup/directive") for each in (line, *text))
        return
    dedent = min((each.indent for each in text), default=0)
    for each in text:
        yield Edit(each.start, each.start + dedent, "")
    if name in _PICTURES:
        yield Edit(line.start, behind, "![](")
        yield Edit(line.end, line.end, ")\n")
    elif name in _CODES:
        yield Edit(line.start, line.end, f"```{match['rest']}")
        end = text[-1].end if text else line.end
        yield Edit(end, end, "\n```")
    else:
        yield Hole(line.start, behind, "markup/directive")
