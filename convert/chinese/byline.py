"""One byline read token by token: persons, bodies, places, and the offices and roles that belong to persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.byline_tokens import Token, find_roles, role_lists, split_tokens
from convert.chinese.lexicon import Pattern, find_words, flag, words
from convert.chinese.name_forms import (
    Span,
    is_body,
    is_dotted,
    is_generic,
    is_given,
    is_latin,
    is_latin_body,
    is_listed,
    is_place,
    split_persons,
)

PERSON, ORGANISATION, PLACE, ROLE, DATE = "person", "organisation", "place", "role", "date"
"""Kinds of what a text names."""


class Name(NamedTuple):
    """Something that a text names."""

    kind: str
    text: str
    """As an index prints it: 王明 for 王 明."""
    start: int
    end: int
    """Half-open, in characters of the printed text."""
    role: str = ""
    """Of a person: the office or role that stands beside the name, with its body or place: 国务院总理, 本报记者, 摄."""


_TAIL = Pattern(r"(?P<name>.{2,}?){honorific}?(?P<made>{made-glued})?(?:发自(?P<place>.{2,8}))?")
"""A name, and what may stand behind it without a gap."""


def _cut_place(tail: re.Match[str]) -> tuple[str, Span]:
    """What stands before the place of a report, and where the place stands: 李明上海报道, 唐翔发自上海."""
    text = tail["name"]
    if tail["place"]:
        return text, tail.span("place") if is_place(tail["place"]) else (0, 0)
    sizes = (len(text), 3, 2) if tail["made"] else ()
    cut = next((len(text) - size for size in sizes if is_listed(text[-size:]) and len(text) - size != 1), len(text))
    return text[:cut], (cut, len(text))


class BylineReader:
    """Reads a text word by word; what says a role is kept until the names come that it belongs to."""

    def __init__(self, text: str, bodies: bool = False) -> None:
        self.text = text
        self.bodies = bodies
        """Whether the text must name a body, as the field of a source does."""
        self.names: list[Name] = []
        self.waiting: list[Name] = []
        """Body, place and role that stand before a name."""
        self.role = ""
        self.open = False
        """Whether no name has come since the last role."""
        self.official = False
        """Whether the last role is an office, which only persons hold."""
        self.unread: list[Token] = []

    def read(self) -> tuple[list[Name], list[Span]]:
        """The names in order, and where words stand that may be names and are not read."""
        found = split_tokens(self.text)
        for word, after in pairwise([*found, Token("", (), "")]):
            self._take(word)
            if after.mark == ":" and word in self.unread:  # a label nobody knows: what follows has another role
                self.waiting, self.role, self.open = [], "", False
        self.names += [name for name in self.waiting if name.kind == ORGANISATION and not self.official]
        if self._is_loose():
            self.names = [name for name in self.names if name.role or name.kind in (ROLE, PLACE)]
        alone = [word for word, after in pairwise([*found, Token("", (), "、")])
                 if word in self.unread and word.mark != " " and after.mark == "、"]
        return sorted(self.names, key=lambda name: name.start), [
            (word.at[0], word.at[-1] + 1) for word in alone if 2 <= len(word.text) <= 4 and is_given(word.text)]

    def _is_loose(self) -> bool:
        """Whether the text is a sentence or a list of other things, in which only an office makes sure of a name."""
        alone = sum(name.kind == PERSON and not name.role for name in self.names)
        return any(_is_sentence(word.text) for word in self.unread) or len(self.unread) >= max(2, alone)

    def _take(self, word: Token) -> None:
        roles = find_roles(word.text)
        if len(roles) == 1 and roles[0] == (0, len(word.text)) and self._ends(word):
            return
        if not roles:
            self._take_plain(word)
        elif not self._take_titled(word, roles):
            self._take_parts(word, roles)

    def _take_parts(self, word: Token, roles: Sequence[Span]) -> None:
        """Roles, and the names and bodies between them."""
        at = 0
        for number, (start, end) in enumerate(roles):
            prefix = at
            if start > at and number > 0 and self._take_persons(word, at, start):
                prefix = start
            self._take_role(word, prefix, start, end)
            at = end
        if at < len(word.text):
            self._take_persons(word, at, len(word.text))

    def _take_titled(self, word: Token, roles: Sequence[Span]) -> bool:
        """李明教授: one name, and behind it a title."""
        start, end = roles[0]
        title = word.text[start:]
        if len(roles) > 1 or end < len(word.text) or title not in words("person-title"):
            return False
        if not start or split_persons(word.text[:start]) != [(0, start)]:
            return False
        self._add(PERSON, word, 0, start)
        if not self.role:
            self._assign(title, self._name(ROLE, word, start, end))
        return True

    def _take_role(self, word: Token, prefix: int, start: int, end: int) -> None:
        """A role with the body or place before it; a prefix that is neither belongs to it."""
        if not self.open:
            self.waiting, self.role = [], ""
        before = word.text[prefix:start]
        kind = PLACE if is_place(before) and before not in words("place-kind") else ""
        if is_body(before, sure=True) and not is_generic(before):
            kind = ORGANISATION
        if kind:
            self.waiting.append(self._name(kind, word, prefix, start))
            self.waiting.append(self._name(ROLE, word, start, end))
        else:
            self.waiting.append(self._name(ROLE, word, prefix, end))
        told = self.waiting[0].start, self.waiting[-1].end
        self.role, self.open = "".join(self.text[slice(*told)].split()), True
        self.official = not any(hit.lists & flag("writer", "correspondent")
                                for hit in find_words(word.text[start:end], role_lists()))

    def _ends(self, word: Token) -> bool:
        """王某 摄, 李明 教授: a role behind names that have none."""
        last = next((name for name in reversed(self.names) if name.kind == PERSON), None)
        writes = word.text in words("writer") and word.text not in words("made")
        if last is None or last.role or self.open or writes or word.mark == ":":
            return False
        self._assign(word.text, self._name(ROLE, word, 0, len(word.text)))
        return True

    def _assign(self, role: str, said: Name) -> None:
        """Gives a role to the last names, those that have none."""
        place = len(self.names)
        while place and self.names[place - 1].kind == PERSON and not self.names[place - 1].role:
            place -= 1
            self.names[place] = self.names[place]._replace(role=role)
        self.names.append(said)

    def _take_plain(self, word: Token) -> None:
        """A word without a role in it: a body, a name, what somebody did, or nothing that is known."""
        text = word.text
        if text in words("made") and self._ends(word):
            return
        known = text in words("nobody") or text in words("committee")
        if is_latin_body(text) or (not known and is_body(text, self.bodies)):
            self._add(ORGANISATION, word, 0, len(text))
            self.role = self.role if self.open else ""
        elif is_latin(text) or is_dotted(text):
            self._add(PERSON, word, 0, len(text))
        elif not self._take_persons(word, 0, len(text), self.open and word.mark == (" " if self.official else ":")):
            self.unread.append(word)

    def _take_persons(self, word: Token, start: int, end: int, sure: bool = False) -> bool:
        """The persons that a stretch of a word names, with what follows them; `sure` where a name must stand there."""
        tail = _TAIL.fullmatch(word.text[start:end])
        if tail is None:
            return False
        text, place = _cut_place(tail)
        spans = [(0, len(text))] if is_dotted(text) else split_persons(text)
        if not spans and sure and len(text) <= 3 and is_given(text):
            spans = [(0, len(text))]
        for first, last in spans:
            self._add(PERSON, word, start + first, start + last)
        if spans and tail["made"] and not self.role:
            self._assign(tail["made"], self._name(ROLE, word, *(start + at for at in tail.span("made"))))
        if place[0] < place[1]:
            self._add(PLACE, word, start + place[0], start + place[1])
        return bool(spans) or text == ""

    def _add(self, kind: str, word: Token, start: int, end: int) -> None:
        if kind == PERSON:
            self.names += self.waiting
            self.waiting, self.open = [], False
        self.names.append(self._name(kind, word, start, end)._replace(role=self.role if kind == PERSON else ""))

    def _name(self, kind: str, word: Token, start: int, end: int) -> Name:
        at = word.at[start:end]
        text = self.text[at[0] : at[-1] + 1]
        return Name(kind, " ".join(text.split()) if text.isascii() else "".join(text.split()), at[0], at[-1] + 1)


_SENTENCE = 10
"""A word of so many letters that nobody can read is part of a sentence, and the line is no byline."""


def _is_sentence(text: str) -> bool:
    return not any(map(str.isdigit, text)) and (len(text) >= _SENTENCE or bool(set(text) & set("的了着")))
