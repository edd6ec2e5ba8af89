"""From the role of a face in a style sheet (song, hei, kai …) to a font file, and what each file covers.

The faces of Huozi lie in `fonts/`, which `fonts.toml` describes. A reader's own come first: the file that the
environment variable HUOZI_FONTS names, or `huozi/fonts.toml` in the user's configuration folder, holds

    folders = ["/path/to/fonts"]

    [face.fangsong]
    file = "/path/to/FangSong.ttf"

Roles without a face of ours are looked for in the folders that this file names, else in those of the system; then
another role stands in.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convert.errors import UsageError
from convert.resources import find_folder

ROLES = ("song", "hei", "kai", "fangsong", "title")
"""What style sheets call faces; `latin` is set in the Latin letters of the Chinese face beside it."""

SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
          "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts")
"""Where systems keep their fonts."""

RESTRICTED = 0x0002
"""The bit of OS/2 fsType by which a font forbids embedding (OpenType, OS/2 table)."""


@dataclass(frozen=True, slots=True)
class FaceFile:
    """A font file for a role; `instead_of` names the role asked for where this one stands in for it."""

    role: str
    family: str
    path: Path
    index: int = 0
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class FaceReport:
    """What `huozi fonts` says of a role: shares are of the Han characters of a character set, 0 to 1."""

    role: str
    family: str
    path: Path
    stands_in: bool
    outlines: str
    """TrueType or CFF."""
    characters: int
    gb2312: float
    gbk: float
    big5: float
    licence: str
    """The file beside the face that holds its licence; empty for a face that is not ours."""


@cache
def find_face(role: str, traditional: bool = False) -> FaceFile:
    """The file of a role, for text of Taiwan and Hong Kong where `traditional`; UsageError for an unknown role."""
    for name in (f"{role}-hant", role) if traditional else (role,):
        for folder, table in _tables():
            if name in table.get("face", {}):
                entry = table["face"][name]
                return _check(FaceFile(name, entry.get("family", name), folder / entry["file"], entry.get("index", 0)))
    wanted = _ours()["installed"].get(role)
    if wanted is None:
        raise UsageError(f"No face has the role {role!r}.", f"Known: {', '.join(ROLES)}.")
    found = _find_installed(tuple(wanted["families"]), wanted["files"])
    if found is not None:
        return FaceFile(role, found[0], found[1], found[2])
    other = find_face(wanted["instead"], traditional)
    return FaceFile(other.role, other.family, other.path, other.index, instead_of=role)


def fallback_faces() -> list[FaceFile]:
    """The faces asked in turn for a character that its own face does not have."""
    return [find_face(role.removesuffix("-hant"), role.endswith("-hant")) for role in _ours()["fallback"]]


def report_fonts() -> list[FaceReport]:
    """Each role in either script, with the file found for it and what that covers."""
    asked = [(role, traditional) for role in ROLES for traditional in (False, True)]
    return [_report(role + "-hant" * traditional, find_face(role, traditional)) for role, traditional in asked]


def _report(role: str, file: FaceFile) -> FaceReport:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    points = frozenset(face.unicodes)
    outlines = "CFF" if "CFF " in face.table_tags else "TrueType"
    licence = next((face["licence"] for face in _ours()["face"].values() if face["file"] == file.path.name), "")
    return FaceReport(role, file.family, file.path, bool(file.instead_of), outlines, len(points),
                      _share(points, "gb2312"), _share(points, "gbk"), _share(points, "big5"), licence)


def _share(points: frozenset[int], codec: str) -> float:
    wanted = han_of(codec)
    return len(wanted & points) / len(wanted)


@cache
def han_of(codec: str) -> frozenset[int]:
    """The Han characters of a double-byte character set, as Python's codec has it."""
    pairs = (bytes((lead, trail)).decode(codec, "ignore") for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return frozenset(ord(text) for text in pairs if len(text) == 1 and "\u4e00" <= text <= "\u9fff")


def _tables() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The user's table, if there is one, then ours; each with the folder its file names are relative to."""
    path = _user_path()
    if path.is_file():
        yield path.parent, _read(path)
    yield find_folder("fonts"), _ours()


def _folders() -> Sequence[str]:
    """Where installed faces are looked for."""
    path = _user_path()
    named: Sequence[str] = _read(path).get("folders", SYSTEM) if path.is_file() else SYSTEM
    return named


def _user_path() -> Path:
    named = os.environ.get("HUOZI_FONTS")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser() / "huozi" / "fonts.toml"


@cache
def _ours() -> dict[str, Any]:
    return _read(find_folder("fonts") / "fonts.toml")


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}.", "The table of fonts is not TOML.") from error


def _check(file: FaceFile) -> FaceFile:
    """The same file, found and free to embed."""
    if not file.path.is_file():
        raise UsageError(f"The font file {file.path} of the role {file.role!r} is missing.",
                         "Correct its `file` in fonts.toml, or install Huozi again.")
    if _is_restricted(file):
        raise UsageError(f"The font {file.path} forbids to be embedded.",
                         "Name another file for its role in fonts.toml.")
    return file


def _is_restricted(file: FaceFile) -> bool:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    table = face.reference_table("OS/2")
    return table is not None and int.from_bytes(table.data[8:10], "big") & 0x000F == RESTRICTED


def _find_installed(families: tuple[str, ...], patterns: list[str]) -> tuple[str, Path, int] | None:
    """Family, file and index of the first family that a font folder holds."""
    found: dict[str, tuple[Path, int]] = {}
    for folder in _folders():
        root = Path(folder).expanduser()
        files = sorted({path for pattern in patterns for path in root.rglob(pattern)}) if root.is_dir() else []
        for path in files:
            for name, index in _names(path):
                found.setdefault(name, (path, index))
    return next(((name, *found[name]) for name in families if name in found), None)


def _names(path: Path) -> Iterator[tuple[str, int]]:
    """The family names a font file goes by, each with the index of its face; none where embedding is forbidden."""
    import uharfbuzz as hb

    if path.suffix.lower() not in (".ttf", ".otf", ".ttc", ".otc"):
        return
    blob = hb.Blob.from_file_path(str(path))
    for index in range(max(1, hb.Face(blob).count)):
        face = hb.Face(blob, index)
        if not _is_restricted(FaceFile("", "", path, index)):
            for entry in face.list_names():
                if entry.name_id in (1, 4, 16):
                    yield face.get_name(entry.name_id, entry.language) or "", index
