"""Marks of other programs: directives, shortcodes, attributes, components. They are markup of no standard.

What a row finds is a hole: the parser does not see it, and outside code nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.markdown.boxes import CALLOUT, CONTAINER, FENCE, PICTURE, TABLE_CAPTION
from convert.formats.markdown.edited import Hole

_ATTRIBUTES = r"(?>[^<>{}\"'\n]+|\"[^\"<]*\"|'[^'<]*'|\{(?:[^{}\n]|\n(?!\s*\n)|\{[^{}\n]*\})*+\}|\n(?!\s*\n))*+"
"""What may stand in a tag of JSX; no blank line."""


LEAST_FENCED = 20
"""Lines of Markdown in a fence that are the document, as programs that read pictures of pages give it; fewer show how
Markdown is written."""


class Extension(NamedTuple):
    """One kind of mark: what it is, its rule, and the groups of it that are holes; the whole where there are none."""

    rule: str
    pattern: re.Pattern[str]
    groups: tuple[int | str, ...] = (0,)
    suffixes: tuple[str, ...] = ()
    """Files in which it is looked for; in all where none is named."""


def _row(rule: str, pattern: str, groups: tuple[int | str, ...] = (0,), suffixes: tuple[str, ...] = ()) -> Extension:
    return Extension(rule, re.compile(pattern, re.MULTILINE), groups, suffixes)


EXTENSIONS = (
    Extension("markup/directive", CONTAINER, ("mark", "open", "close", "rest")),
    _row("markup/directive", r"^[ \t>]*(:::+[^\n]*)$", (1,)),
    Extension("markup/directive", CALLOUT, ("mark",)),
    _row("markup/directive", r"^[ \t]*((?:[-*+]|1\.)[ \t][^\n]*\n\{:[ \t]*toc\b[^}\n]*\})", (1,)),
    _row("markup/directive", r"^(<<<[ \t]*@?/?[\w.-]+/[^\n]*)$", (1,)),
    _row("markup/directive", r"\{\{-?[ \t]*(?:site|page|post|layout)\.[\w.]*(?:[ \t]*\|[^{}\n]*)?[ \t]*-?\}\}"),
    _row("markup/fence", rf"^(```(?:markdown|md)[ \t\r]*)\n(?:(?!```)[^\n]*\n){{{LEAST_FENCED},}}(```)[ \t\r]*$",
         (1, 2)),
    _row("markup/attribute", r"(?<=[\s。！？；”）])(\^[a-z0-9][a-z0-9-]{3,40})[ \t\r]*$", (1,)),
    _row("markup/link", r"^(\]\([^()\s]*+\))[ \t\r]*$", (1,)),
    _row("markup/link", r"^(\[)(?:!\[[^\]\n]*+\]\([^()\n]*+\))?+[ \t\r]*$", (1,)),
    Extension("markup/mark", TABLE_CAPTION, ("before", "behind")),
    _row("markup/directive",
         r"^[ \t]*(@?\[{1,2}_?(?:toc|TOC|Toc)_?\]{1,2}|\{:[^}\n]*\}|\\(?:newpage|pagebreak))[ \t\r]*$", (1,)),
    _row("markup/shortcode", r"\{\{[<%](?:[^{}\n]|\n(?!\s*\n))*[>%]\}\}|\{%-?(?:[^{}%\n]|%(?!\}))*-?%\}"),
    _row("markup/comment", r"^[ \t]*(%%[^%\n]+%%)[ \t\r]*$|\{/\*.*?\*/\}"),
    _row("markup/attribute",
         r"(?<=[\])\w，。”》） \t])\{(?:[.#:][^{}\n]*|(?:width|height|style|class)=[^{}\n]*)\}"),
    _row("markup/attribute", r"(\[)[^\[\]\n]+(\])(?=\{[.#:][^{}\n]*\})", (1, 2)),
    _row("markup/emphasis", r"(?<![=\w])(==)(?=[^\s=])[^=\n]*[^\s=](==)(?![=\w])", (1, 2)),
    _row("markup/emphasis", r"(?<!=)(==)(?=[^\s=])[^=\n\x00-\x7f]+(==)(?!=)", (1, 2)),
    _row("markup/break", r"(?<!\\)(\\)[ \t\r]*(?=\n[ \t>]*(?:\r?\n|:::)|\n?\Z)", (1,)),
    _row("markup/component", r"(?:\A|(?<=\n\n)|(?<=\n\r\n)|(?<=;\n)|(?<=\"\n)|(?<='\n))(?:import|export)\b[^\n]*"
                             r"(?:\n(?![ \t\r]*\n)[^\n]+)*", (0,), (".mdx",)),
    _row("markup/component", rf"</?[A-Z][\w.]*(?:\s{_ATTRIBUTES})?/?>|<>|</>", (0,), (".mdx",)),
    _row("markup/component", r"</?(?:[A-Z][a-z]+\w*)(?:\s+[:@\w-]+(?:=(?:\"[^\"\n]*\"|'[^'\n]*'))?)*\s*/?>"),
)
"""In the order in which they are looked for; of two that overlap, the one that begins first counts."""

_OPENINGS = re.compile(r"<!--|<(script|style)\b[^<>]*>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_SIGNS = re.compile(
    r":::|```m|\[!|^\]\(|<<<|\^[a-z0-9]|^(?:[Tt]able)?:[ \t]"
    r"|\{|\\[ \t\r]*(?:\n|\Z)|\\newpage|==|%%|\[_?(?:toc|TOC|Toc)|</?[A-Zs>!]|^(?:import|export)\b", re.MULTILINE)


def find_holes(text: str, place: int, name: str) -> list[Hole]:
    """The marks of other programs in a source from a place on, in order and apart from each other."""
    if not _SIGNS.search(text, place):
        return []
    rows = [row for row in EXTENSIONS if not row.suffixes or name.lower().endswith(row.suffixes)]
    fences = {match.start() for pattern in (FENCE, PICTURE) for match in pattern.finditer(text, place)}
    marks = {Hole(*match.span(group), row.rule) for row in rows for match in row.pattern.finditer(text, place)
             if match.start() not in fences for group in row.groups if match[group]}
    found = sorted({*_find_hidden(text, place)} | marks)
    holes: list[Hole] = []
    for hole in found:
        if hole.start < hole.end and (not holes or holes[-1].end <= hole.start):
            holes.append(hole)
    return holes


def _find_hidden(text: str, place: int) -> Iterator[Hole]:
    """Comments, scripts and style sheets, which may hold blank lines; none that a fence of code ends in."""
    endless: set[str] = set()
    for match in _OPENINGS.finditer(text, place):
        end = f"</{match[1].lower()}" if match[1] else "-->"
        if match.start() < place or end in endless:
            continue
        found = re.compile(end + (r"\s*>" if match[1] else ""), re.IGNORECASE).search(text, match.end())
        if found is None:
            endless.add(end)
        elif not _FENCE.search(text, match.start(), found.end()):
            place = found.end()
            yield Hole(match.start(), place, "markup/script" if match[1] else "markup/comment")
