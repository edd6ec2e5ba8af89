"""Lifting: labelled facts taken out of the lines: `label:value`, several in a line, over two lines, 【label】value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.chinese.lexicon import words
from convert.reading.fields import FieldRule, find_field
from convert.reading.lines import BREAK, SPACE, Line
from convert.reading.reflow import Layout, line_width
from convert.reading.rules.noise import match_noise
from convert.span import Span, cut_text
from convert.tree.record import Settled

_MOST = 160
"""A longer line is no line of fields."""

_BRACKETED = re.compile(r"[【\[〔]([^】\]〕]{1,14})[】\]〕]\s*")
_TOKEN = re.compile(r"\S+")
_LEFT = frozenset({"attachment", "copyto", "addressee", "contact"})
"""Facts that stand in the text itself, told by `roles`, unless a letterhead lists them."""

_TEXTUAL = frozenset({"body", "description"})
"""Labels whose value is text: only the label is taken away."""

KIND = {"creator": "byline", "subtitle": "subtitle", "kicker": "kicker"}
"""Facts that are no fields but parts of the front."""


_SAME_LINE = frozenset({"body", "attendees", "absentees", "chair", "recorder", "judges", "parties"})
"""Facts whose value never stands alone on the next line: a list stands there."""


class Fact(NamedTuple):
    """A label with its value, by their places in the text."""

    rule: FieldRule
    label_at: Span
    value: Span


class Lifted(NamedTuple):
    """What was lifted, the lines that remain, and the spans of labels and of counters."""

    blocks: list[Settled]
    lines: list[Line]
    labels: list[Span]
    noise: list[tuple[Span, str]]


def lift_fields(lines: Sequence[Line], text: str, plain: str, layout: Layout) -> Lifted:
    """Takes the facts out of the head and tail of a file, and out of lines with two or more of them anywhere."""
    lifted = Lifted([], [], [], [])
    zone = _zone(lines, plain, layout)
    index, after_fact = 0, False
    while index < len(lines):
        line = lines[index]
        where = "field" if line.hint == "field" else "head" if index in zone else "body"
        facts = _facts_here(plain, line, where, after_fact)
        if not facts:
            if where == "field":
                _drop(lifted, line)
            else:
                lifted.lines.append(line._replace(gap=BREAK) if after_fact else line)
            index, after_fact = index + 1, False
            continue
        after_fact = not _is_text(facts[-1], text)
        index += 1 + _take(lifted, facts, lines[index : index + 2], text, plain)
    return lifted


def _facts_here(plain: str, line: Line, where: str, after_fact: bool) -> list[Fact]:
    """The facts of a line, as far as its place lets it hold any."""
    words = plain[line.start : line.end]
    bracketed = words[0] in "【[〔"
    if (len(words) > _MOST and not bracketed) or not (bracketed or ":" in words):
        return []
    facts = find_facts(plain, line)
    if not facts or (words[-1] != ":" and match_noise(words)):
        return []
    if where == "body" and len(facts) < 2 and not bracketed:
        return []
    letterhead = where == "field" or (where == "head" and after_fact) or words.startswith(("正本", "副本"))
    contact = where == "head" and len(words) <= 24 and words[-1] not in "。;"
    letterhead = letterhead or (contact and all(fact.rule.name == "contact" for fact in facts))
    if any(fact.rule.name in _LEFT for fact in facts) and not letterhead:
        return []
    return facts


def _zone(lines: Sequence[Line], plain: str, layout: Layout) -> frozenset[int]:
    """Indexes of the lines before the first and behind the last paragraph."""
    prose = [i for i, line in enumerate(lines) if _is_prose(line, plain, layout)]
    if not prose:
        return frozenset(range(len(lines)))
    end = prose[-1] + (2 if layout.full else 1)  # the last line of a wrapped paragraph is short
    return frozenset([*range(prose[0]), *range(max(end, len(lines) - 12), len(lines))])


def _is_prose(line: Line, plain: str, layout: Layout) -> bool:
    words = plain[line.start : line.end]
    if 0 < layout.full <= line_width(line, plain, layout.columns) and "," in words:
        return True
    ended = len(words) > 30 and words[-1] in "。!?;,、”"
    return ended or len(words) > _MOST or ("。" in words and len(words) > 24)


def find_facts(plain: str, line: Line) -> list[Fact]:
    """The facts of a line, in print order; empty where the line is not made of facts."""
    if plain[line.start] == "【" and plain.find("】", line.start, line.end) < 0:
        return []  # 【字号: opens a run of buttons
    bracketed = _BRACKETED.match(plain, line.start, line.end)
    if bracketed:
        rule = find_field(bracketed[1])
        if rule is None or (rule.name == "description" and bracketed.end() >= line.end):
            return []
        return [Fact(rule, bracketed.span(1), (bracketed.end(), line.end))]
    facts = list(_find_colons(plain, line))
    if plain[line.start] == "(" and any(fact.rule.value not in ("date", "number", "count") for fact in facts):
        return []  # (来源：…) is a note
    return facts


def _find_colons(plain: str, line: Line) -> Iterator[Fact]:
    rule: FieldRule | None = None
    stamp = _STAMP.match(plain, line.start, line.end)
    begin = stamp.end() if stamp else line.start
    label_at, value_at = (begin, begin), begin
    for colon in _colons(plain, begin, line.end):
        found = _label_before(plain, value_at, colon)
        if found is None:
            if rule is None:
                return
            continue
        start, next_rule = found
        if rule is None and plain[begin:start].strip(" (【[■●◆*|"):
            return
        if rule is None and stamp is not None:
            yield Fact(_dated(), (line.start, line.start), stamp.span())
        if rule is not None:
            yield Fact(rule, label_at, _trim(plain, value_at, start))
        label_at, rule, value_at = (start, colon), next_rule, colon + 1
    if rule is not None:
        value = _trim(plain, value_at, _before_buttons(plain, value_at, line.end))
        if rule.accepts(plain[value[0] : value[1]]) and not (value[0] >= value[1] and rule.name in _SAME_LINE):
            yield Fact(rule, label_at, value)


_STAMP = re.compile(r"\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?: {1,3}\d{1,2}:\d{2}(?::\d{2})?)?")
"""A date of publication that stands before the labels of a line with none of its own."""


def _dated() -> FieldRule:
    rule = find_field("时间")
    if rule is None:
        raise LookupError("fields.toml has no row for 时间")
    return rule


_BEFORE_LABEL = "【[(■●◆*· "


def _colons(plain: str, start: int, end: int) -> Iterator[int]:
    at = plain.find(":", start, end)
    while at >= 0:
        yield at
        at = plain.find(":", at + 1, end)


def _label_before(plain: str, start: int, colon: int) -> tuple[int, FieldRule] | None:
    """The longest known label that ends at a colon, white space inside it apart."""
    best = None
    tokens = [m.span() for m in _TOKEN.finditer(plain, max(start, colon - 30), colon)]
    for begin, _ in reversed(tokens):
        label = "".join(plain[begin:colon].split())
        if len(label) > 16:
            break
        rule = find_field(label)
        if rule is not None:
            best = (begin + len(plain[begin:colon]) - len(plain[begin:colon].lstrip(_BEFORE_LABEL)), rule)
    return best


_BUTTONS = re.compile(r"[【\[(][^【】\[\]()]{2,20}[】\])] *")


def _before_buttons(plain: str, start: int, end: int) -> int:
    """Where a value ends before buttons in brackets: 来源:日报 【字号 大 中 小】."""
    at = max(plain.rfind(bracket, start, end) for bracket in "【[(")
    if at > start and _BUTTONS.fullmatch(plain, at, end) and match_noise(plain[at:end].rstrip()):
        return at
    return end


def _trim(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start] in " \t|":
        start += 1
    while end > start and plain[end - 1] in " \t|":
        end -= 1
    return start, end


def _take(lifted: Lifted, facts: Sequence[Fact], here: Sequence[Line], text: str, plain: str) -> int:
    """Lifts the facts of a line; gives how many further lines their values took."""
    taken = 0
    line = here[0]
    covered = []
    for fact in facts:
        value = fact.value
        if value[0] >= value[1] and fact is facts[-1] and len(here) > 1 and _is_value(fact.rule, here[1], plain):
            value, taken = (here[1].start, here[1].end), 1
        last = fact is facts[-1] and not taken and not fact.rule.counter and not _is_text(fact, text)
        further = _continuation(value, here, plain) if last else None
        taken += further is not None
        if _add(lifted, fact, value, text, plain, further, line):
            covered.append(value)
    if covered or facts[0].rule.name in _TEXTUAL:
        lifted.labels.extend(_uncovered(line, covered))
        return taken
    lifted.noise.append(((line.start, line.end), "noise/counter" if facts[0].rule.counter else "noise/empty-label"))
    if taken:
        lifted.noise.append(((here[1].start, here[1].end), "noise/counter"))
    return taken


def _is_text(fact: Fact, text: str) -> bool:
    """True where the value is the headline or text itself, and only the label is taken away."""
    headline = fact.rule.name == "title" and "".join(text[slice(*fact.label_at)].split()) in words("headline-label")
    return fact.rule.name in _TEXTUAL or headline


def _continuation(value: Span, here: Sequence[Line], plain: str) -> Span | None:
    """The next line, where a list of names breaks off with a mark that must go on."""
    if len(here) < 2 or value[0] >= value[1] or plain[value[1] - 1] not in "、,":
        return None
    return None if find_facts(plain, here[1]) else (here[1].start, here[1].end)


def _is_value(rule: FieldRule, line: Line, plain: str) -> bool:
    value = plain[line.start : line.end]
    if rule.name in _SAME_LINE or (rule.counter and rule.value != "count"):
        return False
    if len(value) > 40 or not value.strip("-—/ "):
        return False
    return rule.accepts(value) and not find_facts(plain, line)


def _add(
    lifted: Lifted, fact: Fact, value: Span, text: str, plain: str, further: Span | None, line: Line
) -> bool:
    rule = fact.rule
    if value[0] >= value[1]:
        return False
    if _is_text(fact, text):
        lifted.lines.append(Line(*value, 2 * (value[0] - line.start), BREAK, "", line.raw))
        return True
    if rule.counter:
        return False
    spans = (value,) if further is None else (value, further)
    printed = cut_text(text, spans)
    kind = KIND.get(rule.name, "meta")
    normal = rule.normal(plain[value[0] : value[1]])
    label = "".join(c for c in text[fact.label_at[0] : fact.label_at[1]] if c not in SPACE)
    lifted.blocks.append(Settled(kind, printed, spans, rule.id, key=label, name=rule.name, value=normal))
    return True


def _uncovered(line: Line, values: Sequence[Span]) -> list[Span]:
    spans, position = [], line.start
    for start, end in values:
        if start >= line.end:
            break
        spans.append((position, start))
        position = end
    spans.append((position, line.end))
    return [span for span in spans if span[0] < span[1]]


def _drop(lifted: Lifted, line: Line) -> None:
    """A line of front matter that states no fact of ours."""
    lifted.noise.append(((line.start, line.end), "noise/front-matter"))
