"""A user's font with CFF outlines: found for its role, embedded, and read back like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pdf_files import bare, poppler, run, small_tree, structure_text, write
from validators import verapdf

from convert.formats.pdf.cff import read_cids
from convert.formats.pdf.font import open_font
from convert.resources import find_folder
from convert.style.faces import FaceFile, find_face

TEXT = "用轮廓字体，排字,再排——“好”。"


def make_font(name_of: Callable[[int], str]) -> FontBuilder:
    """A small CFF font, its outlines those of one of our faces; `name_of` names the glyph of a character."""
    source = TTFont(find_folder("fonts") / "HuoziHei.ttf")
    glyphs, cmap = source.getGlyphSet(), source.getBestCmap()
    chars = sorted(set(TEXT + "〓 0123456789"))
    names = [".notdef", *(name_of(ord(char)) for char in chars)]
    drawn = {}
    for name, origin in zip(names, [".notdef", *(cmap[ord(char)] for char in chars)], strict=True):
        pen = T2CharStringPen(glyphs[origin].width, glyphs)
        glyphs[origin].draw(pen)
        drawn[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name_of(ord(char)) for char in chars})
    builder.setupCFF("Mine", {"FullName": "Mine"}, drawn, {})
    builder.setupHorizontalMetrics({name: (1000, 0) if name == ".notdef" else (glyphs[cmap[ord(char)]].width, 0)
                                    for name, char in zip(names, ["", *chars], strict=True)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Mine", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    return builder


def key_by_cid(builder: FontBuilder) -> None:
    """Makes the font CID-keyed: its glyphs are told by numbers, and one of its dictionaries holds for all."""
    top = builder.font["CFF "].cff[0]
    one = FontDict()
    one.Private = top.Private
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(one)
    top.FDSelect.format, top.FDSelect.gidArray = 3, [0] * len(top.charset)
    top.ROS = ("Adobe", "Identity", 0)
    del top.Private
    top.CharStrings.fdArray, top.CharStrings.fdSelect = top.FDArray, top.FDSelect


def save(builder: FontBuilder, path: Path) -> Path:
    out = BytesIO()
    builder.save(out)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture(scope="module")
def cff_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A name-keyed CFF font."""
    return save(make_font(lambda code: f"g{code:04X}"), tmp_path_factory.mktemp("cff") / "mine.otf")


@pytest.fixture(scope="module")
def cid_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CID-keyed CFF font, its identifiers unlike the numbers of its glyphs."""
    builder = make_font(lambda code: f"cid{code % 50000:05}")
    key_by_cid(builder)
    return save(builder, tmp_path_factory.mktemp("cid") / "mine.otf")


@pytest.fixture(params=["cff_font", "cid_font"])
def _mine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    table = tmp_path / "fonts.toml"
    file = request.getfixturevalue(request.param)
    table.write_text(f'[face.fangsong]\nfile = "{file}"\nfamily = "Mine"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    yield
    find_face.cache_clear()


@poppler
@pytest.mark.usefixtures("_mine")
def test_its_outlines_are_embedded_and_its_text_is_exact(tmp_path: Path) -> None:
    data, notices = write(small_tree(f'<p at="0:1">{TEXT}</p>'), "gongwen")
    assert [notice.code for notice in notices] == []
    (tmp_path / "cff.pdf").write_bytes(data)
    fonts = run("pdffonts", tmp_path / "cff.pdf")
    assert re.search(r"\+Mine +CID Type 0C +Identity-H +yes yes yes", fonts)
    assert bare(structure_text(data, tmp_path)) == TEXT


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
@pytest.mark.usefixtures("_mine")
def test_the_file_conforms(tmp_path: Path) -> None:
    (tmp_path / "cff.pdf").write_bytes(write(small_tree(f'<p at="0:1">{TEXT}</p>'), "gongwen")[0])
    assert [verdict.failed for verdict in verapdf.validate([tmp_path / "cff.pdf"])] == [[], [], []]


def test_a_font_that_is_not_cid_keyed_has_no_cids(cff_font: Path) -> None:
    data = TTFont(cff_font).getTableData("CFF ")
    assert read_cids(data, 20) == []


def test_the_cids_of_a_cid_keyed_font_are_those_of_its_charset() -> None:
    top = bytes([28, 1, 135, 28, 1, 136, 139, 12, 30]) + bytes([28, 0, 40, 15])  # ROS, then the charset's place
    head = bytes([1, 0, 4, 1])
    names = bytes([0, 1, 1, 1, 2]) + b"X"
    tops = bytes([0, 1, 1, 1, 1 + len(top)]) + top
    table = (head + names + tops).ljust(40, b"\0") + bytes([2, 0, 5, 0, 1, 1, 0, 0, 0])  # 5, 6 and 256
    assert read_cids(table, 4) == [0, 5, 6, 256]


def test_a_cid_keyed_font_is_read_as_fonttools_reads_it(cid_font: Path) -> None:
    names = TTFont(cid_font)["CFF "].cff[0].charset
    assert len(names) > 20
    assert open_font(FaceFile("", "Mine", cid_font)).cids == [0, *(int(name[3:]) for name in names[1:])]
