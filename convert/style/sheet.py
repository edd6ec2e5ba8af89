"""Style sheets: TOML, one description of page and type for DOCX, PDF, EPUB and TEI alike.

A sheet may extend another; the type of an element is that of its name, then of its name with the depth, on top of the
type of `p`. A sheet that is not one of ours and extends nothing extends `plain`. Whatever is wrong in a sheet is a
StyleError that names the file, the table, the key, its value and what would be right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from convert.errors import SourceError, StyleError, suggest
from convert.files import exists, is_folder, load_source, resolve
from convert.resources import find_folder
from convert.style.keys import FACES, PAGE, TABLES, TYPE, Key, list_elements, list_keys, name_table
from convert.style.limits import Said, check_limits
from convert.style.style import Setting, Style, split_name
from convert.style.values import parse_families

__all__ = ["Style", "list_styles", "load_style"]

BASE = "plain"
"""What a sheet that is not ours extends where it does not say."""


class _Sheet(NamedTuple):
    """One file."""

    path: Path
    data: Mapping[str, Any]
    ours: bool


def list_styles() -> list[str]:
    """Names of the sheets that come with Huozi."""
    return sorted(path.stem for path in find_folder("styles").glob("*.toml"))


@cache
def load_style(name: str | Path) -> Style:
    """The sheet of a name, or of a path to a .toml file; raises StyleError where anything in it is wrong."""
    sheets = _chain(_find(str(name), Path()), ())
    said: dict[tuple[str, str], Said] = {}
    style = _merge(sheets, Path(name).stem, said)
    check_limits(style, said)
    if all(sheet.ours for sheet in sheets):
        return style
    ours = _merge([sheet for sheet in sheets if sheet.ours], "", {})
    return replace(style, own=tuple(_list_own(style, ours, said)))


def _list_own(style: Style, ours: Style, said: Mapping[tuple[str, str], Said]) -> Iterator[Setting]:
    """What other people's sheets want otherwise than the style of ours below them."""
    for (table, key), place in said.items():
        if not place.ours and _look_up(style, table, key) != _look_up(ours, table, key):
            yield Setting(place.sheet, table, key)


def _look_up(style: Style, table: str, key: str) -> Any:
    tables = {"page": style.page, FACES: style.faces}
    settings = tables[table] if table in tables else style.type_of(*split_name(table))
    return settings.get(key)


def _find(name: str, folder: Path) -> Path:
    """The file of a style; `folder` is where a path begins."""
    if name.endswith(".toml"):
        path = folder / name
        if exists(path) and not is_folder(path):
            return path
        raise StyleError(f"There is no style sheet {_print_name(name)}.", "Give the path of a .toml file.")
    if name not in list_styles():
        raise StyleError(f"No style is called {name!r}.", suggest(name, list_styles()))
    return find_folder("styles") / f"{name}.toml"


def _chain(path: Path, above: tuple[Path, ...]) -> list[_Sheet]:
    """The sheet and all it extends, the most general first."""
    if resolve(path) in above:
        raise StyleError(f"{path.name}: style sheets extend each other in a circle.", "Remove one `extends`.")
    sheet = _Sheet(path, _read(path), resolve(path).parent == find_folder("styles").resolve())
    _check_keys(sheet.data, TABLES, path.name)
    for key in ("extends", "description"):
        if not isinstance(sheet.data.get(key, ""), str):
            raise StyleError(f"{path.name}, {key}: {sheet.data[key]!r} is not a text.", f'Write {key} = "…".')
    base = sheet.data.get("extends", None if sheet.ours else BASE)
    if base is None:
        return [sheet]
    try:
        found = _find(base, path.parent)
    except StyleError as error:
        raise StyleError(f"{path.name}, extends: {error.message}", error.hint) from error
    return [*_chain(found, (*above, resolve(path))), sheet]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(load_source(path).decode("utf-8"))
    except SourceError as error:
        raise StyleError(error.message, "Give a TOML file that can be read.") from error
    except (ValueError, RecursionError) as error:
        raise StyleError(f"{path}: {error}.", "The file is not TOML.") from error


def _merge(sheets: Iterable[_Sheet], name: str, said: dict[tuple[str, str], Said]) -> Style:
    """The style of sheets, the most general first; `said` is told who sets each key last."""
    page: dict[str, Any] = {}
    faces: dict[str, tuple[str, ...]] = {}
    types: dict[str, dict[str, Any]] = {}
    for sheet in sheets:
        for table, settings in _list_tables(sheet):
            parsed = _parse(table, settings, sheet.path.name)
            target = page if table == "page" else faces if table == FACES else types.setdefault(table, {})
            target.update(parsed)
            said |= {(table, key): Said(sheet.path.name, settings[key], sheet.ours) for key in parsed}
    return Style(_print_name(name), page, faces, types)


def _print_name(name: str) -> str:
    """A name as outputs can hold it: what no text may hold is replaced."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _list_tables(sheet: _Sheet) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """`page`, `faces` and each element, with what the sheet says there."""
    for table in ("page", FACES, "type"):
        settings = _take_table(sheet.data, table, sheet.path.name)
        if table != "type":
            yield table, settings
            continue
        _check_keys(settings, list_elements(), f"{sheet.path.name}, [type]", "element")
        yield from ((element, _take_table(settings, element, sheet.path.name)) for element in settings)


def _take_table(data: Mapping[str, Any], table: str, sheet: str) -> Mapping[str, Any]:
    settings = data.get(table, {})
    if not isinstance(settings, dict):
        place = name_table(table)
        raise StyleError(f"{sheet}, {place}: {settings!r} is not a table.", f"Write keys in lines under {place}.")
    return settings


def _parse(table: str, settings: Mapping[str, Any], sheet: str) -> dict[str, Any]:
    place = f"{sheet}, {name_table(table)}"
    if table == FACES:
        keys = dict.fromkeys(settings, Key(parse_families, ""))
    else:
        keys = PAGE if table == "page" else {key: TYPE[key] for key in list_keys(split_name(table)[0])}
    _check_keys(settings, keys, place)
    parsed = {}
    for key, value in settings.items():
        try:
            parsed[key] = keys[key].parse(value)
        except StyleError as error:
            raise StyleError(f"{place}, {key}: {error.message}", error.hint) from error
    return parsed


def _check_keys(settings: Mapping[str, Any], known: Iterable[str], place: str, what: str = "key") -> None:
    for key in settings:
        if key not in known:
            raise StyleError(f"{place}: unknown {what} {key!r}.", suggest(key, known))
