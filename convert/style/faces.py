"""From the role of a face in a style sheet (song, hei, kai …) to a font file, and what each file covers.

The faces of Huozi lie in `fonts/`, which `fonts.toml` describes. A reader's own come first: the file that the
environment variable HUOZI_FONTS names, or `huozi/fonts.toml` in the user's configuration folder, holds

    folders = ["/path/to/fonts"]

    [face.fangsong]
    file = "/path/to/FangSong.ttf"

    [face.latin]
    family = "TeX Gyre Termes"

A face without a file is looked for by its family in the folders that this table names, else in those of the system and
of TeX. For a role that nobody has a face for another stands in.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convert.errors import UsageError, suggest
from convert.resources import find_folder
from convert.style.keys import ROLES

STAND_IN = "song"
"""The role whose face is set for roles that only a sheet knows."""

SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
          "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
          "/usr/share/texmf/fonts", "/usr/share/texlive/texmf-dist/fonts", "/usr/local/texlive/*/texmf-dist/fonts",
          "/opt/texlive/*/texmf-dist/fonts", "C:/texlive/*/texmf-dist/fonts", "~/texmf/fonts", "~/Library/texmf/fonts")
"""Where systems keep their fonts, and where TeX Live does; a year stands where `*` is."""

ADVICE = ('Name one in the file that HUOZI_FONTS names: [face.{0}] with file = "…", or with family = "…" for a face '
          "that is installed.")
"""How to add a face for a role."""

SIMPLIFIED = "simplified"
"""The `script` of a face that has too few Traditional characters to set a text in them."""

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
"""What font files end in."""

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
    latin: str = ""
    """The role whose face gives letters, figures and the signs that this one lacks; empty where its own serve."""


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
    """The file of a role, for text of Taiwan and Hong Kong where `traditional`; UsageError where nobody names one."""
    for name in (f"{role}-hant", role) if traditional else (role,):
        for folder, table in _tables():
            entry = table.get("face", {}).get(name)
            if entry is not None and not (traditional and entry.get("script") == SIMPLIFIED):
                return _take(name, entry, folder)
    raise UsageError(f"No face has the role {role!r}.", suggest(role, ROLES))


def _take(role: str, entry: Mapping[str, Any], folder: Path) -> FaceFile:
    """The face that an entry of a table names, by its file or its family."""
    family, latin = entry.get("family", role), entry.get("latin", "")
    if "file" in entry:
        return _check(FaceFile(role, family, folder / entry["file"], entry.get("index", 0), latin=latin))
    found = _find_installed(family)
    if found is None:
        raise UsageError(f"No font of the family {family!r} is installed, which fonts.toml names for {role!r}.",
                         f"Looked in: {', '.join(_folders())}.")
    return FaceFile(role, family, *found, latin=latin)


def has_face(role: str, traditional: bool = False) -> bool:
    """Whether anybody names a face for a role, and one for the script of Taiwan and Hong Kong where `traditional`."""
    entries = [table.get("face", {}) for _, table in _tables()]
    if traditional and any(f"{role}-hant" in faces for faces in entries):
        return True
    return any(not traditional or faces[role].get("script") != SIMPLIFIED for faces in entries if role in faces)


def find_any_face(role: str, traditional: bool = False) -> FaceFile:
    """The file of any role that a sheet has: song stands in for one that nobody names a file for."""
    if has_face(role, traditional):
        return find_face(role, traditional)
    other = find_face(STAND_IN, traditional)
    return FaceFile(other.role, other.family, other.path, other.index, instead_of=role + "-hant" * traditional)


def fallback_faces() -> list[FaceFile]:
    """The faces asked in turn for a character that its own face does not have."""
    return [find_face(role.removesuffix("-hant"), role.endswith("-hant")) for role in _ours()["fallback"]]


def report_fonts() -> list[FaceReport]:
    """Each role in either script, with the file found for it and what that covers."""
    roles = (*ROLES, *filter(has_face, ("latin",)))
    asked = [(role, traditional) for role in roles for traditional in (False, True)]
    return [_report(role + "-hant" * traditional, find_any_face(role, traditional)) for role, traditional in asked]


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


def _find_installed(family: str) -> tuple[Path, int] | None:
    """File and index of a family that a font folder holds and that may be embedded."""
    for path in _list_fonts():
        for name, index in _names(path):
            if name == family:
                return path, index
    return None


def _list_fonts() -> Iterator[Path]:
    """The font files of all folders, folder by folder in the order of their names."""
    for folder in _folders():
        root = Path(folder).expanduser()
        roots = sorted(Path(root.anchor).glob(str(root.relative_to(root.anchor)))) if "*" in folder else [root]
        for each in roots:
            yield from sorted(path for path in each.rglob("*") if path.suffix.lower() in SUFFIXES)


def _names(path: Path) -> Iterator[tuple[str, int]]:
    """The family names a font file goes by, each with the index of its face; none where embedding is forbidden."""
    import uharfbuzz as hb

    blob = hb.Blob.from_file_path(str(path))
    for index in range(max(1, hb.Face(blob).count)):
        face = hb.Face(blob, index)
        if not _is_restricted(FaceFile("", "", path, index)):
            for entry in face.list_names():
                if entry.name_id in (1, 4, 16):
                    yield face.get_name(entry.name_id, entry.language) or "", index
