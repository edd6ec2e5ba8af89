"""Front matter: facts in YAML, TOML or JSON before the text, or in Pandoc's lines behind %."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.markdown.facts import Fact, Piece, find_facts, find_lines, print_facts
from convert.formats.markdown.own import is_own, read_key
from convert.formats.markdown.scene import Scene
from convert.tree.record import Finding

_FENCED = re.compile(
    r"\s*(?P<fence>---|\+\+\+|;;;)(?P<kind>[a-z]*)[ \t]*\r?\n(?P<facts>(?:.*?\n)??)"
    r"(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_OBJECT = re.compile(r"\s*(?=\{\s*(?:\"|\}))")
_TITLED = re.compile(r"%[ \t]++(?P<title>[^\s][^\n]*+)\n(?:%(?P<author>[^\n]*+)\n(?:%(?P<date>[^\n]*+)(?:\n|\Z))?+)?+"
                     r"(?=[ \t\r]*+(?:\n|\Z))")
"""Pandoc's title block: title, authors, date, a line each, and a blank line."""
_KINDS = {"---": "yaml", "+++": "toml", ";;;": "json"}
_PAIR = re.compile(r"[^\s:：][^:：\n]{0,38}[:=：]|[ \t]*-[ \t]|[ \t]+\S|[ \t]*#|[\]\[}{]")
"""How a line of front matter begins."""


class FrontMatter(NamedTuple):
    """Where front matter stands, and what it says."""

    start: int
    """Where its facts begin."""
    end: int
    """Where the text begins."""
    facts: list[Fact]
    """With places from `start` on."""
    broken: bool
    """Whether they had to be read line by line."""


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a text; none where two lines of dashes hold something else."""
    match = _FENCED.match(text)
    if match and _is_table(match["facts"]):
        kind = match["kind"] or _KINDS[match["fence"]]
        start, end, behind = *match.span("facts"), match.end()
    elif titled := _TITLED.match(text):
        return FrontMatter(0, titled.end(), list(_read_title(titled)), False)
    elif (found := _OBJECT.match(text)) and (length := _object_length(text[found.end() :])):
        kind, start = "json", found.end()
        end = behind = start + length
    else:
        return None
    data = text[start:end]
    facts = find_facts(data, kind)
    broken = not facts and data.strip() != ""
    if broken:
        facts = find_lines(data)
    return FrontMatter(start, behind, facts, broken) if facts or not broken else None


def _read_title(match: re.Match[str]) -> Iterator[Fact]:
    """The facts of Pandoc's title block; authors stand between semicolons."""
    for group, field in enumerate(("title", "author", "date")):
        start = match.start(field)
        for value in re.finditer("[^;；]+" if field == "author" else ".+", match[field] or ""):
            lead = len(value[0]) - len(value[0].lstrip())
            if value[0].strip():
                at = start + value.start() + lead
                yield Fact(field, group, ((Piece(at, at + len(value[0].strip())),),))


def read_front(scene: Scene) -> int:
    """Read the front matter of a source; gives the place where the text begins."""
    found = find_front_matter(scene.plain)
    if found is None:
        return 0
    scene.own = not found.broken and is_own(scene.plain[found.start : found.end])
    facts = [fact for fact in found.facts if not scene.own or read_key(fact.field) is not None]
    print_facts(scene, facts, lambda place: found.start + place, "markup/front-matter")
    scene.galley.skip(found.end, "markup/front-matter")
    if found.broken:
        message = "The front matter is broken: it was read line by line."
        scene.galley.findings.append(Finding("text/front-matter", "note", message, ((found.start, found.end),)))
    return found.end


def _is_table(facts: str) -> bool:
    """Whether the lines between two fences are keys and values, and no text between two lines of dashes."""
    lines = [line for line in facts.split("\n") if line.strip()]
    fitting = sum(_PAIR.match(line) is not None for line in lines)
    return not lines or (_PAIR.match(lines[0]) is not None and fitting * 4 >= len(lines) * 3)


def _object_length(text: str) -> int:
    """How long the JSON object is that a text opens with; 0 where it is none."""
    try:
        value, length = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    return length if isinstance(value, dict) else 0
