"""Faces: what is shipped is what fonts.toml says, covers what it must, and may be embedded."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from convert.errors import UsageError
from convert.resources import find_folder
from convert.style import faces
from convert.style.faces import fallback_faces, find_any_face, find_face, report_fonts

FONTS = find_folder("fonts")
TABLE = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _no_faces_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUOZI_FONTS", str(tmp_path / "none.toml"))
    monkeypatch.setattr(faces, "SYSTEM", ())
    find_face.cache_clear()


@pytest.mark.parametrize("role", TABLE["face"])
def test_each_face_is_the_one_that_was_built_and_has_its_licence(role: str) -> None:
    entry = TABLE["face"][role]
    assert hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert "SIL OPEN FONT LICENSE" in (FONTS / entry["licence"]).read_text(encoding="utf-8")


def test_no_face_that_was_cut_down_bears_a_reserved_name() -> None:
    import uharfbuzz as hb

    for entry in (entry for entry in TABLE["face"].values() if "source" in entry):
        face = hb.Face(hb.Blob.from_file_path(str(FONTS / entry["file"])))
        names = " ".join(face.get_name(number) or "" for number in (1, 3, 4, 6, 16))
        assert not any(word in names for word in ("Noto", "Source", "LXGW", "霞鹜")), names
        assert face.get_name(1).startswith("Huozi ")


def test_song_covers_gbk_and_big5_and_every_face_what_its_script_needs() -> None:
    reports = {report.role: report for report in report_fonts()}
    assert reports["song"].gbk == reports["song"].big5 == 1
    for role in ("hei", "kai", "title"):
        assert reports[role].gb2312 == reports[role].big5 == 1, role
    for role in ("song-hant", "hei-hant", "title-hant"):
        assert reports[role].big5 == 1, role


def test_fangsong_is_shipped_as_its_makers_made_it_and_song_stands_in_for_it_in_traditional_text() -> None:
    entry, face = TABLE["face"]["fangsong"], find_any_face("fangsong")
    assert "source" not in entry, "nobody cut it down"
    assert (face.family, face.latin, face.instead_of) == ("Zhuque Fangsong", "song", "")
    other = find_any_face("fangsong", traditional=True)
    assert (other.role, other.instead_of) == ("song-hant", "fangsong-hant")
    reports = {report.role: report for report in report_fonts()}
    assert reports["fangsong"].gb2312 == 1
    assert [role for role, report in reports.items() if report.stands_in] == ["fangsong-hant"]


def test_a_face_of_the_user_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "fonts.toml"
    table.write_text(f'[face.fangsong]\nfile = "{FONTS / "HuoziKai.ttf"}"\nfamily = "Mine"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    face = find_face("fangsong")
    assert (face.family, face.path.name, face.instead_of) == ("Mine", "HuoziKai.ttf", "")
    find_face.cache_clear()


def name_family(folder: Path, family: str, more: str = "") -> Path:
    table = folder / "mine.toml"
    table.write_text(f'{more}\n[face.fangsong]\nfamily = "{family}"\n', encoding="utf-8")
    return table


@pytest.mark.parametrize("year", ["", "2031/texmf-dist"])
def test_an_installed_face_is_found_by_its_family_where_tex_keeps_it_too(
        year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "texlive" / year / "fonts"
    (home / "deep").mkdir(parents=True)
    (home / "deep" / "Mine.ttf").write_bytes((FONTS / "HuoziHei.ttf").read_bytes())
    (home / "deep" / "Broken.ttf").write_bytes(b"nothing")
    monkeypatch.setattr(faces, "SYSTEM", (str(tmp_path / "texlive/*/texmf-dist/fonts" if year else home),))
    monkeypatch.setenv("HUOZI_FONTS", str(name_family(tmp_path, "Huozi Hei")))
    find_face.cache_clear()
    assert find_face("fangsong").path.name == "Mine.ttf"
    find_face.cache_clear()


def test_a_user_says_where_installed_faces_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Mine.ttf").write_bytes((FONTS / "HuoziHei.ttf").read_bytes())
    table = name_family(tmp_path, "Huozi Hei", f"folders = {json.dumps([str(tmp_path)])}")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    assert find_face("fangsong").path.name == "Mine.ttf"
    name_family(tmp_path, "Huozi Hei Bold", f"folders = {json.dumps([str(tmp_path)])}")
    faces._read.cache_clear()
    find_face.cache_clear()
    with pytest.raises(UsageError, match="No font of the family 'Huozi Hei Bold' is installed") as caught:
        find_face("fangsong")
    assert str(tmp_path) in caught.value.hint
    find_face.cache_clear()


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray((FONTS / "HuoziHei.ttf").read_bytes())
    entry = data.index(b"OS/2")
    offset = int.from_bytes(data[entry + 8 : entry + 12], "big")
    data[offset + 8 : offset + 10] = b"\x00\x02"
    (tmp_path / "no.ttf").write_bytes(data)
    table = tmp_path / "fonts.toml"
    table.write_text('[face.hei]\nfile = "no.ttf"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    with pytest.raises(UsageError, match="forbids to be embedded"):
        find_face("hei")
    find_face.cache_clear()


def test_an_unknown_role_and_a_missing_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="No face has the role 'gothic'"):
        find_face("gothic")
    table = tmp_path / "fonts.toml"
    table.write_text('[face.kai]\nfile = "gone.ttf"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    with pytest.raises(UsageError, match=r"gone\.ttf .* is missing"):
        find_face("kai")
    find_face.cache_clear()


def test_every_fallback_is_a_face_of_ours() -> None:
    assert [face.role for face in fallback_faces()] == ["song", "song-hant", "hei", "kai"]
