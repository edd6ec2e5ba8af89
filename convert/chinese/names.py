"""Persons, bodies, places and offices that a byline, a signature, a field or a dateline names.

Nothing is looked up: a name is what stands where names stand and looks like one (`name_forms`). In
`本报记者陈雪频实习记者唐翔发自上海` two words say what persons do, so that what follows each is a person;
`国务院总理 李鹏` is a body, an office and a person. What cannot be read gives nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.chinese.byline import DATE, ORGANISATION, PERSON, PLACE, ROLE, BylineReader, Name
from convert.chinese.collation import file_as
from convert.chinese.folding import fold
from convert.chinese.lexicon import Pattern, characters, words

__all__ = [
    "DATE",
    "ORGANISATION",
    "PERSON",
    "PLACE",
    "ROLE",
    "Creator",
    "Name",
    "read_bodies",
    "read_creators",
    "read_dateline",
    "read_names",
    "split_creators",
]


class Creator(NamedTuple):
    """Who made a document."""

    name: str
    kind: str = ""
    """A person or an organisation; empty where nothing tells, and the name is what is printed."""
    role: str = ""
    """As printed beside the name."""

    @property
    def file_as(self) -> str:
        """The form by which a catalogue files the name."""
        return file_as(self.name)


def read_names(text: str) -> list[Name]:
    """What a byline, a signature or a field names, in printed order; empty for text of other kinds."""
    return BylineReader(text).read()[0] if _may_name(text) else []


def read_bodies(text: str) -> list[Name]:
    """The bodies that the field of a publisher or source names."""
    names = BylineReader(text, bodies=True).read()[0] if _may_name(text) else []
    return [name for name in names if name.kind == ORGANISATION]


_LONGEST = 200
"""Characters of the longest byline."""

_SPEAKS = Pattern(r"[。！？!?…「」『』](?!\s*$)")
"""Marks that stand in no byline, but at its end."""


def _may_name(text: str) -> bool:
    return len(text) <= _LONGEST and _SPEAKS.search(text) is None


def read_creators(text: str) -> list[Creator]:
    """The persons that a byline or field names, else its bodies, else the text as printed; none for mere marks."""
    names, unread = BylineReader(text).read() if _may_name(text) else ([], [])
    made = [(name.start, Creator(name.text, name.kind, name.role)) for name in names if name.kind == PERSON]
    if made:
        made += [(start, Creator(text[start:end])) for start, end in unread]
    else:
        made = [(name.start, Creator(name.text, name.kind)) for name in names if name.kind == ORGANISATION]
    printed = " ".join(text.split())
    bare = _BRACKET.sub(r"\1", printed.strip(" " + characters("byline-mark")))
    return list(dict.fromkeys(creator for _, creator in sorted(made))) or [Creator(bare)] * any(map(str.isalnum, bare))


_BRACKET = Pattern(r"^[(（]([^()（）]*)[)）]$")
"""A bracket around a whole byline."""


def split_creators(text: str) -> list[str]:
    """Several names that a person wrote into one value, each alone; what is no row of names stays as it is."""
    found: list[str] = []
    for part in re.split(r"[、，；;／/]|(?<=[\u4e00-\u9fff]),", text):
        names = read_names(part)
        row = all(name.kind == PERSON and not name.role for name in names)
        letters = sum(len("".join(part[name.start : name.end].split())) for name in names)
        whole = row and letters == len("".join(part.split()))
        found += [name.text for name in names] if whole else [part.strip()]
    return [name for name in found if name]


# the head of a newspaper paragraph

_DATELINE = Pattern(
    r"[（(]?(?P<organisation>{own-press}|{agency-dateline}|[\u4e00-\u9fff]{2,4}{newspaper})"
    r"(?P<place>[\u4e00-\u9fff]{2,5}?)(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)专?[电讯](?![\u4e00-\u9fff])")
_DISPATCH = Pattern("日[专專]?[电電讯訊]")
_REPORTED = Pattern(r" ?[(（](?P<by>[^()（）]{2,60})[)）]")


def read_dateline(text: str) -> list[Name]:
    """Agency, place and date at the head of a newspaper paragraph, and the reporters in brackets behind them."""
    head = text[:_LONGEST]
    match = _DATELINE.match(fold(head)) if _DISPATCH.search(head[:40]) else None
    if match is None:
        return []
    found = [Name(kind, head[slice(*match.span(kind))], *match.span(kind)) for kind in (ORGANISATION, PLACE, DATE)
             if match[kind] not in words("own-press")]
    reported = _REPORTED.match(head, match.end())
    by = read_names(reported["by"]) if reported else []
    shift = reported.start("by") if reported else 0
    return [*found, *(name._replace(start=name.start + shift, end=name.end + shift) for name in by)]
