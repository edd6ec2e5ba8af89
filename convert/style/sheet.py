"""Style sheets: one TOML file states page, faces and type for all formats.

    extends = "plain"          another sheet whose settings hold where this one is silent
    [page]                     paper, margins, grid, page numbers
    [faces]                    role → names of the face in other people's systems, best first
    [type.p]                   type of an element; `[type."heading 1"]` for a depth, `[type.heading]` for all

Every key stands in the tables `PAGE` and `TYPE` below; a key or unit that does not is a StyleError.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convert.errors import StyleError
from convert.resources import find_folder
from convert.style.values import Length, parse_colour, parse_length, parse_page

Parse = Callable[[Any], Any]


def _choice(*names: str) -> Parse:
    def parse(value: Any) -> str:
        if value not in names:
            raise StyleError(f"{value!r} is not one of {', '.join(names)}.")
        return str(value)

    return parse


PAGE: dict[str, Parse] = {
    "paper": parse_page, "top": parse_length, "bottom": parse_length, "inner": parse_length, "outer": parse_length,
    "lines": int, "chars": int, "columns": int, "column-gap": parse_length, "two-sided": bool, "mirrored": bool,
    "number": str, "number-place": _choice("outer", "centre", "none"), "number-face": str, "number-size": parse_length,
    "number-below": parse_length, "running-head": _choice("none", "title", "section"),
    "direction": _choice("horizontal", "vertical"), "title-page": bool, "contents": bool,
    "contents-depth": int, "region": _choice("auto", "cn", "tw", "hk"),
    "prohibition": _choice("none", "basic", "gb", "strict"), "quotes": _choice("source", "corner"),
    "breaking": _choice("optimum", "greedy"), "hanging": bool, "name-line": bool, "notes": _choice("place", "foot"),
    "form": _choice("plain", "document", "letter"),
}
"""Keys of [page]. `lines` and `chars` are the grid: lines a page, characters a line. Of a two-sided page numbers and
heads change sides; of a `mirrored` one the inner and outer margin do too. `prohibition` is the level of CLREQ 3.1.7 for
what may begin or end a line; `hanging` lets a comma or full stop hang beyond the line's end."""

TYPE: dict[str, Parse] = {
    "face": str, "latin": str, "size": parse_length, "leading": parse_length, "indent": parse_length,
    "left": parse_length, "right": parse_length, "before": parse_length, "after": parse_length,
    "align": _choice("left", "centre", "right", "justify"), "colour": parse_colour, "keep-next": bool,
    "new-page": bool, "shape": _choice("plain", "trapezoid"), "rule-above": parse_length, "rule-below": parse_length,
    "numbers": _choice("text", "list"),
}
"""Keys of [type.…]. `numbers` of headings: the printed text, or in DOCX a list that counts the same."""


@dataclass(frozen=True, eq=False)
class Style:
    """A style sheet with what it extends merged in; lengths and colours are parsed.

    Equal only to itself, so that what is made from a sheet can be kept by it.
    """

    name: str
    page: Mapping[str, Any]
    faces: Mapping[str, tuple[str, ...]]
    types: Mapping[str, Mapping[str, Any]]

    def type_of(self, element: str, depth: int = 0) -> Mapping[str, Any]:
        """The settings of an element: those of `p`, then of its name, then of its name with the depth."""
        names = ("p", element, f"{element} {depth}")
        return {key: value for name in names for key, value in self.types.get(name, {}).items()}

    def points(self, element: str, key: str, depth: int = 0) -> float:
        """A length of an element in points; 字 are its own characters, 行 its own lines."""
        settings = self.type_of(element, depth)
        size, leading = settings["size"].points(), settings["leading"].points()
        length: Length = settings.get(key, Length())
        return length.points(size, leading)


def list_styles() -> list[str]:
    """Names of the sheets that come with Huozi."""
    return sorted(path.stem for path in find_folder("styles").glob("*.toml"))


@cache
def load_style(name: str | Path) -> Style:
    """The sheet of a name, or of a path to a .toml file; raises StyleError naming file, key and nearest known key."""
    page: dict[str, Any] = {}
    faces: dict[str, tuple[str, ...]] = {}
    types: dict[str, dict[str, Any]] = {}
    for path, data in _chain(_find(name), ()):
        page |= _parse(data.get("page", {}), PAGE, f"{path.name}, [page]")
        faces |= {role: tuple(names) for role, names in data.get("faces", {}).items()}
        for element, settings in data.get("type", {}).items():
            types.setdefault(element, {}).update(_parse(settings, TYPE, f"{path.name}, [type.{element}]"))
    return Style(Path(name).stem, page, faces, types)


def _find(name: str | Path) -> Path:
    path = Path(name)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise StyleError(f"There is no style sheet {name}.", "Give the path of a .toml file.")
    found = find_folder("styles") / f"{name}.toml"
    if not found.is_file():
        raise StyleError(f"No style is called {str(name)!r}.", f"Known: {', '.join(list_styles())}.")
    return found


def _chain(path: Path, above: tuple[Path, ...]) -> list[tuple[Path, dict[str, Any]]]:
    """The sheet and all it extends, the most general first."""
    if path in above:
        raise StyleError(f"{path.name}: style sheets extend each other in a circle.", "Remove one `extends`.")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StyleError(f"{path}: {error}.", "The file is not TOML.") from error
    _check_keys(data, ("extends", "page", "faces", "type", "description"), path.name)
    base = data.get("extends")
    before = _chain(_find(base), (*above, path)) if base else []
    return [*before, (path, data)]


def _parse(settings: Mapping[str, Any], keys: Mapping[str, Parse], place: str) -> dict[str, Any]:
    _check_keys(settings, keys, place)
    parsed = {}
    for key, value in settings.items():
        try:
            parsed[key] = keys[key](value)
        except StyleError as error:
            raise StyleError(f"{place}, {key}: {error.message}", error.hint) from error
    return parsed


def _check_keys(settings: Mapping[str, Any], known: Any, place: str) -> None:
    for key in settings:
        if key not in known:
            near = difflib.get_close_matches(key, list(known), 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."
            raise StyleError(f"{place}: unknown key {key!r}.", hint)
