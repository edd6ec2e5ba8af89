"""Reading: a file of corrections, with whatever is wrong in it told by file, key and value."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from convert.chinese.dates import read_date_field
from convert.chinese.folding import fold
from convert.corrections.record import Corrected, Corrections
from convert.errors import SourceError, suggest
from convert.files import load_source
from convert.recovery.constraints import BLOCKS, CUT, KEEP
from convert.span import Span
from convert.tree.characters import find_unfit

KINDS = frozenset(BLOCKS) | {CUT, KEEP}
"""What a block may be corrected to."""

ALIKE = {"noise": CUT}
"""Kinds that outlines call otherwise → kinds of corrections."""

NAMES = {"author": "creator", "authors": "creator"}
"""What people call facts → their standard names."""

_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_FACT = re.compile(r"[a-z][a-z0-9-]*")

_SOURCE: Mapping[str, tuple[type, ...]] = {"name": (str,), "digest": (str,), "whole": (bool,)}
"""Key of [source] → what it may hold."""

_BLOCK: Mapping[str, tuple[type, ...]] = {
    "text": (str,), "at": (list,), "kind": (str,), "depth": (int,), "opens": (bool,), "key": (str,)}
"""Key of a [[block]] → what it may hold."""

_CALLED: Mapping[type, str] = {str: "a text", bool: "true or false", int: "a number", list: "a list"}
"""What people call the types of TOML."""


def load(path: Path | str) -> Corrections:
    """The corrections of a file; raises SourceError for one that is missing, or has something wrong in it."""
    return parse(load_source(Path(path)), str(path))


def parse(data: bytes, name: str) -> Corrections:
    """The corrections of a file's bytes; `name` is that of the file. Raises SourceError, naming key and value."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: {error}.", "A file of corrections is TOML in UTF-8.") from error
    _check_keys(table, ("source", "facts", "block"), name)
    source, facts, blocks = table.get("source", {}), table.get("facts", {}), table.get("block", [])
    for key, value, kind in (("source", source, dict), ("facts", facts, dict), ("block", blocks, list)):
        if not isinstance(value, kind):
            raise _refuse(name, key, value, "a table: [[block]]" if kind is list else f"a table: [{key}]")
    _check(source, _SOURCE, f"{name}, [source]")
    return Corrections(
        source.get("name", ""), _read_digest(source.get("digest", ""), name), read_facts(facts, f"{name}, [facts]"),
        tuple(_read_block(block, f"{name}, [[block]] {number}") for number, block in enumerate(blocks, 1)),
        source.get("whole", False), (), Path(name).name, hashlib.sha256(data).hexdigest())


def _read_digest(value: str, name: str) -> str:
    match = _DIGEST.fullmatch(value.strip().lower())
    if value and match is None:
        raise _refuse(f"{name}, [source]", "digest", value, "sha256: and 64 hexadecimal digits")
    return match[1] if match is not None else ""


def read_facts(facts: Mapping[str, Any], place: str) -> dict[str, tuple[str, ...]]:
    """Standard name → values, from what people write; raises SourceError for what is no name or no value of a fact."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in facts.items():
        values = value if isinstance(value, list) else [value]
        if not _FACT.fullmatch(key):
            raise SourceError(f"{place}: {key[:80]!r} is no name of a fact.",
                              "Names are standard ones in small letters: title, author, date, source, publisher.")
        texts = [_print(each) for each in values]
        if None in texts or not texts:
            raise _refuse(place, key, value, "a text or a list of texts")
        said = tuple(text.strip() for text in texts if text is not None)
        unfit = next(filter(None, map(find_unfit, said)), None)
        if unfit:
            raise SourceError(f"{place}: {key!r} holds {unfit}, which no edition can.", "Take it out.")
        name = NAMES.get(key, key)
        for text in said:
            _check_sense(name, text, place)
        found[name] = tuple(filter(None, said))
    return found


def _check_sense(name: str, text: str, place: str) -> None:
    """Raises SourceError for a date that is none, and a language that has no such name."""
    if name == "date" and text and not read_date_field(fold(text)):
        raise SourceError(f"{place}: {text[:80]!r} is no date.", "Write 2021, 2021-04, 2021-04-08 or 2021年4月8日.")
    if name == "language" and text and not _LANGUAGE.fullmatch(text):
        raise SourceError(f"{place}: {text[:80]!r} is no language.", "Write zh-Hans or zh-Hant.")


def _print(value: Any) -> str | None:
    """A value of TOML as text; dates and numbers as they are printed, None for tables and lists."""
    return None if isinstance(value, dict | list | bool) else str(value)


def _read_block(block: Any, place: str) -> Corrected:
    if not isinstance(block, dict):
        raise _refuse(place, "block", block, "a table: [[block]]")
    _check(block, _BLOCK, place)
    for key in ("text", "kind"):
        if not str(block.get(key, "")).strip():
            raise SourceError(f"{place} has no {key!r}.", "A block has at least a text and a kind.")
    kind: str = block["kind"]
    kind = ALIKE.get(kind, kind)
    depth: int = block.get("depth", 0)
    if kind not in KINDS:
        raise SourceError(f"{place}: there is no kind {kind[:80]!r}.", suggest(kind, sorted(KINDS)))
    if depth < 0 or depth > MOST:
        raise _refuse(place, "depth", depth, f"a number from 1 to {MOST}")
    return Corrected(block["text"], kind, _read_place(block.get("at"), place), depth, block.get("opens"),
                     block.get("key", ""))


MOST = 40
"""The deepest that a heading may lie."""


def _read_place(value: Any, place: str) -> Span | None:
    if value is None:
        return None
    sound = len(value) == 2 and all(isinstance(each, int) and not isinstance(each, bool) for each in value)
    if not sound or not 0 <= value[0] <= value[1]:
        raise _refuse(place, "at", value, "two places in characters: [120, 124]")
    return value[0], value[1]


def _check(table: Mapping[str, Any], kinds: Mapping[str, tuple[type, ...]], place: str) -> None:
    _check_keys(table, kinds, place)
    for key, value in table.items():
        if type(value) not in kinds[key]:
            raise _refuse(place, key, value, " or ".join(_CALLED[kind] for kind in kinds[key]))


def _check_keys(table: Iterable[str], known: Iterable[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise SourceError(f"{place}: unknown key {key[:80]!r}.", suggest(key, known))


def _refuse(place: str, key: str, value: Any, takes: str) -> SourceError:
    return SourceError(f"{place}: {key!r} is {str(value)[:80]!r}.", f"It takes {takes}.")
