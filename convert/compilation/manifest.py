"""Manifests: a collection planned in a TOML file, its paths relative to that file.

    title = "经济工作文集"
    editor = ["某某"]
    order = "date"                      # name, date, source, title, or manifest: as listed
    duplicates = "drop"                 # report, drop, keep
    exclude = ["drafts/*"]
    preface = "preface.md"
    cover = "cover.png"                 # or .jpg, .svg; drawn where none is named
    fields = { text = "内容" }           # what a record is made of: text, title, date, source, author

    [titles]
    "a.txt" = "另一题名"

    [[part]]
    title = "上编"
    sources = ["speeches", "reports/2021*.txt"]

Instead of parts it may have `sources` and, to make parts by a fact, `parts = "publisher"`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from convert.compilation.plan import CollectionPlan, PlannedPart
from convert.errors import SourceError, UsageError, suggest
from convert.files import load_source, resolve
from convert.sources import find_url

KEYS: dict[str, tuple[str, type]] = {
    "title": ("title", str), "subtitle": ("subtitle", str), "editor": ("creators", list),
    "publisher": ("publisher", str), "date": ("date", str), "identifier": ("identifier", str),
    "language": ("language", str), "order": ("order", str), "parts": ("by", str), "duplicates": ("duplicates", str),
    "exclude": ("exclude", list), "titles": ("titles", dict), "preface": ("preface", str),
    "cover": ("cover", str), "fields": ("fields", dict),
    "sources": ("", list), "part": ("", list),
}
"""Key of a manifest → field of the plan ("" where it needs thought), type."""

PART_KEYS = {"title": str, "sources": list, "order": str}
"""Keys of a [[part]]."""


def read_manifest(path: Path, *, outside: bool = False) -> CollectionPlan:
    """The plan of a manifest; raises UsageError naming file, key and the nearest known key.

    What it names lies in its own folder, links followed, unless files `outside` are allowed.
    """
    data = _load(path)
    _check(data, {key: kind for key, (_, kind) in KEYS.items()}, path.name)
    parts = [_part(part, path) for part in data.get("part", ())]
    if sources := data.get("sources"):
        parts.insert(0, PlannedPart("", _find(sources, path)))
    if not parts:
        raise UsageError(f"{path.name} names no documents.", 'Give it `sources = ["folder"]` or a [[part]].')
    asked: dict[str, Any] = {KEYS[key][0]: _plain(key, value) for key, value in data.items() if KEYS[key][0]}
    asked |= {key: path.parent / asked[key] for key in ("preface", "cover") if key in asked}
    if not outside:
        named = [*(source for part in parts for source in part.sources), asked.get("preface"), asked.get("cover")]
        _check_inside(filter(None, named), path)
    return CollectionPlan(tuple(parts), **asked)


def _check_inside(named: Iterable[Path], manifest: Path) -> None:
    """Raises UsageError for the first file that is not in the folder of the manifest, as none behind a URL is."""
    folder = resolve(manifest.parent)
    away = next((path for path in named if find_url(path) or not resolve(path).is_relative_to(folder)), None)
    if away is not None:
        raise UsageError(f"{manifest.name}: {away} lies outside its folder.",
                         "Put it there, or allow it with --outside if you trust the manifest.")


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(load_source(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: {error}.", "The manifest is not TOML.") from error


def _part(data: Mapping[str, Any], path: Path) -> PlannedPart:
    _check(data, PART_KEYS, f"{path.name}, [[part]]")
    return PlannedPart(data.get("title", ""), _find(data.get("sources", ()), path), data.get("order", ""))


def _check(data: Mapping[str, Any], kinds: Mapping[str, type], place: str) -> None:
    for key, value in data.items():
        if key not in kinds:
            raise UsageError(f"{place}: unknown key {key!r}.", suggest(key, kinds))
        if kinds[key] is list and isinstance(value, str):
            continue
        if not isinstance(value, kinds[key]) or not _are_texts(value, dict if key == "part" else str):
            what = "tables: [[part]]" if key == "part" else NAMES[kinds[key]]
            raise UsageError(f"{place}: {key!r} is {str(value)[:80]!r}.", f"It takes {what}.")


def _are_texts(value: Any, kind: type) -> bool:
    """Whether all that a list or a table holds is of the kind that it takes."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(isinstance(each, kind) for each in held)


NAMES: dict[type, str] = {str: "a text", list: "a list of texts", dict: "a table of texts"}
"""What people call the types of TOML."""


def _plain(key: str, value: Any) -> Any:
    if KEYS[key][1] is list:
        return (value,) if isinstance(value, str) else tuple(value)
    return value


def _find(sources: str | Iterable[str], manifest: Path) -> tuple[Path, ...]:
    """The paths of sources, patterns spelled out; raises SourceError where a pattern finds nothing."""
    found: list[Path] = []
    for source in [sources] if isinstance(sources, str) else sources:
        if not source.strip():
            raise UsageError(f"{manifest.name}: a source has no name.", 'Write "." for the folder of the manifest.')
        matches = sorted(_spell_out(source, manifest.parent))
        if not matches:
            raise SourceError(f"{manifest.name}: nothing matches {source[:80]!r}.",
                              "Paths are relative to the manifest.")
        found += matches
    return tuple(found)


def _spell_out(source: str, folder: Path) -> Iterable[Path]:
    """The paths that a source names; none where a pattern fits nothing, or is none that a folder can have."""
    if not any(mark in source for mark in "*?["):
        return [folder / source]
    try:
        return list(folder.glob(source))
    except (ValueError, NotImplementedError, OSError):  # an empty, an absolute, an impossible pattern
        return []
