"""Boxes of other programs: containers, callouts and code between tags, put right in the copy that the parser reads.

The marks of a box are holes (`extensions`); what is printed as its heading is a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.formats.markdown.edited import Edit

CONTAINER = re.compile(
    r"^[ \t>]*+(?P<mark>:::++[ \t]*+(?:\{[^}\n]*+\}|[\w-]*+)(?:\{[^}\n]*+\})?+[ \t]*+)(?P<open>\[)?+"
    r"(?P<title>[^\n\[\]{}]*+)(?P<close>\])?+[ \t]*+(?P<rest>\{[^}\n]*+\})?+[ \t\r]*+$", re.MULTILINE)
"""`::: tip 标题`, `:::note[标题]`, `::: {.class}`, `:::` (VuePress, Docusaurus, Pandoc)."""

CALLOUT = re.compile(
    r"^(?P<lead>[ \t]*>[ \t>]*)(?P<mark>\[!(?!(?i:note|tip|important|warning|caution)\][ \t\r]*$)[\w-]+\][+-]?[ \t]*)"
    r"(?P<title>[^\n]*)$", re.MULTILINE)
"""`> [!info]- 标题` (Obsidian); the five of GitHub without a title are the parser's."""

FENCE = re.compile(r"^[ \t]*\{%-?[ \t]*(?P<end>end)?(?:highlight|codeblock|code)\b[^%\n]*%\}[ \t\r]*$", re.MULTILINE)
"""Code between tags of Jekyll and Hexo."""


PICTURE = re.compile(
    r"\{%-?[ \t]*+(?:asset_img|img)[ \t]++(?P<source>[^\s%\"']++)(?P<words>[^%\n]*+)%\}"
    r"|\{\{<[ \t]*+figure[ \t]++src=\"(?P<figure>[^\"\n]*+)\"(?P<more>[^>\n]*+)>\}\}")
"""Pictures as Hexo and Hugo call them; classes and sizes may stand around the words."""
_SAID = re.compile(r"(?:title|caption|alt)=\"([^\"\n]*+)\"")

TABLE_CAPTION = re.compile(
    r"(?P<before>^(?:[Tt]able)?:[ \t]++)(?=[^\n|]*+\n(?:[ \t\r]*+\n)?+[ \t]*+\|)"
    r"|(?<=\|\n\n)(?P<behind>(?:[Tt]able)?:[ \t]++)(?=[^\n|]*+$)", re.MULTILINE)
"""`Table: 标题` or `: 标题` before or behind a table (Pandoc)."""


def find_captions(text: str, place: int) -> frozenset[int]:
    """Where the words begin that stand over a box or a table, and head nothing."""
    titles = {match.start(name) for pattern in (CONTAINER, CALLOUT) for match in pattern.finditer(text, place)
              if match["title"].strip() for name in ("mark", "title")}
    return frozenset(titles | {match.end() for match in TABLE_CAPTION.finditer(text, place)})


def mend_boxes(text: str, place: int) -> Iterator[Edit]:
    """The heading of a box is a paragraph before what stands in it; code between tags is code, a picture a picture."""
    for match in CONTAINER.finditer(text, place):
        if match["title"].strip():
            yield Edit(match.start("title"), match.start("title"), "\n")
            yield Edit(match.end(), match.end(), "\n")
    for match in CALLOUT.finditer(text, place):
        if match["title"].strip():
            yield Edit(match.end(), match.end(), f"\n{match['lead'].rstrip()}")
    for match in PICTURE.finditer(text, place):
        said = _SAID.search(match["more"] or "")
        words = said[1] if said is not None else (match["words"] or "").strip(" \t\"'")
        yield Edit(*match.span(), f"![{words.replace(']', '')}](<{match['source'] or match['figure']}>)")
    fences = list(FENCE.finditer(text, place))
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        if not opening["end"] and closing["end"]:
            yield Edit(*opening.span(), "```")
            yield Edit(*closing.span(), "```")
