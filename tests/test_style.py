"""Style sheets: values, inheritance, complaints."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.errors import StyleError
from convert.style.keys import PAGE, list_elements, list_keys
from convert.style.sheet import list_styles, load_style
from convert.style.style import Setting, split_name
from convert.style.values import parse_length, parse_page

UNSET = {"lines", "chars", "rule-above", "rule-below"}
"""Keys that say nothing where they are not set."""


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_lengths_carry_units() -> None:
    assert parse_length("25.4mm").points() == pytest.approx(72)
    assert parse_length("2字").points(size=16) == 32
    assert parse_length("0.5行").points(leading=28) == 14
    assert parse_length("三号").points() == 16
    assert parse_page("A4")[0].points() == pytest.approx(595.28, abs=0.01)
    with pytest.raises(StyleError, match="'12' is not a length"):
        parse_length("12")


@pytest.mark.parametrize("name", list_styles())
def test_every_sheet_sets_every_element_of_the_vocabulary(name: str) -> None:
    style = load_style(name)
    for element in list_elements():
        assert set(list_keys(split_name(element)[0])) - UNSET <= style.type_of(*split_name(element)).keys()
    assert set(PAGE) - UNSET <= style.page.keys()
    assert style.own == ()


def test_a_depth_overrides_its_element() -> None:
    style = load_style("gongwen")
    assert style.type_of("heading", 1)["face"] == "hei"
    assert style.type_of("heading", 2)["face"] == "kai"
    assert style.type_of("heading", 3)["face"] == "fangsong"
    assert style.points("p", "indent") == 32


def test_an_unknown_key_names_file_key_and_nearest(tmp_path: Path) -> None:
    sheet = tmp_path / "mine.toml"
    sheet.write_text('extends = "plain"\n[type.p]\nsise = "三号"\n', encoding="utf-8")
    with pytest.raises(StyleError, match=r"mine\.toml, \[type\.p\]: unknown key 'sise'\. Did you mean 'size'\?"):
        load_style(sheet)


def test_an_unknown_style_lists_the_known() -> None:
    with pytest.raises(StyleError, match="Known: book, gongwen, newspaper, plain"):
        load_style("fancy")


WRONG = (
    ("extends = 5", r"mine\.toml, extends: 5 is not a text"),
    ('extends = "fancy"', r"mine\.toml, extends: No style is called 'fancy'\. Known: book, gongwen"),
    ('extends = ""', r"mine\.toml, extends: No style is called ''"),
    ('extends = "other.toml"', r"mine\.toml, extends: There is no style sheet other\.toml"),
    ('extends = "mine.toml"', r"mine\.toml: style sheets extend each other in a circle"),
    ("description = 5", r"mine\.toml, description: 5 is not a text"),
    ("page = 3", r"mine\.toml, \[page\]: 3 is not a table"),
    ("type = 3", r"mine\.toml, \[type\]: 3 is not a table"),
    ("type.p = 5", r"mine\.toml, \[type\.p\]: 5 is not a table"),
    ("faces = []", r"mine\.toml, \[faces\]: \[\] is not a table"),
    ("faces.song = 5", r"mine\.toml, \[faces\], song: 5 is not a list of names"),
    ("faces.song = []", r"mine\.toml, \[faces\], song: \[\] is not a list of names"),
    ("faces.song = ['x\"; } p { display: none']", r"mine\.toml, \[faces\], song: .* is not the name of a face"),
    ('faces.sogn = ["宋体"]', r"mine\.toml, \[faces\], sogn: .* is for the role sogn, which nothing has"),
    ('type.p.face = "sogn"', r"mine\.toml, \[type\.p\], face: 'sogn' is no role of a face\. Did you mean 'song'\?"),
    ('page.number-face = "x"', r"mine\.toml, \[page\], number-face: 'x' is no role of a face\. Known: song"),
    ('type.titel.size = "三号"', r"mine\.toml, \[type\]: unknown element 'titel'\. Did you mean 'title'\?"),
    ('[type."heading 12"]\nsize = "三号"', r"mine\.toml, \[type\]: unknown element 'heading 12'"),
    ('[type."byline 2"]\nsize = "三号"', r"mine\.toml, \[type\]: unknown element 'byline 2'"),
    ('type.lead.size = "三号"', r"mine\.toml, \[type\.lead\]: unknown key 'size'\. Known: face, latin"),
    ('type.p.numbers = "list"', r"mine\.toml, \[type\.p\]: unknown key 'numbers'"),
    ('page.lines = "abc"', r"mine\.toml, \[page\], lines: 'abc' is not a whole number"),
    ("page.lines = 2.5", r"mine\.toml, \[page\], lines: 2\.5 is not a whole number"),
    ("page.lines = true", r"mine\.toml, \[page\], lines: True is not a whole number"),
    ("page.columns = 0", r"mine\.toml, \[page\], columns: 0 is not between 1 and 12"),
    ("page.columns = 12", r"mine\.toml, \[page\], columns: 12 makes columns of 16pt for type of 12pt"),
    ('page.two-sided = "false"', r"mine\.toml, \[page\], two-sided: 'false' is neither true nor false"),
    ('page.paper = "A9"', r"mine\.toml, \[page\], paper: No paper is called 'A9'\. Known: A4, A5"),
    ('page.paper = ["A4"]', r"mine\.toml, \[page\], paper: No paper is called \['A4'\]"),
    ('page.paper = "1mm×3mm"', r"mine\.toml, \[page\], paper: '1mm' is not between"),
    ('page.top = "400mm"', r"mine\.toml, \[page\], top: '400mm' leaves 0pt for text that needs 60pt"),
    ('page.inner = "190mm"', r"mine\.toml, \[page\], inner: '190mm' leaves 0pt for text that needs 48pt"),
    ('page.top = "2字"', r"mine\.toml, \[page\], top: '2字' is not a fixed length"),
    ('page.top = "-5mm"', r"mine\.toml, \[page\], top: '-5mm' is not between 0pt and"),
    ('page.bottom = "5mm"', r"mine\.toml, \[page\], bottom: '5mm' leaves no room for page numbers"),
    ('extends = "book"\npage.top = "3mm"', r"mine\.toml, \[page\], top: '3mm' is less than the 25pt of a running head"),
    ('extends = "gongwen"\npage.chars = 100000', r"mine\.toml, \[page\], chars: 100000 is not between 0 and 500"),
    ('extends = "gongwen"\npage.chars = 400', r"mine\.toml, \[page\], chars: 400 does not go with .* Write chars = 28"),
    ('extends = "gongwen"\npage.lines = 90', r"mine\.toml, \[page\], lines: 90 does not go with .* Write 3 to 39"),
    ('page.number = "{0.__class__}"', r"mine\.toml, \[page\], number: '{0\.__class__}' is no form of a page number"),
    ('page.number = "{} of {}"', r"mine\.toml, \[page\], number: .* is no form of a page number"),
    ('page.number = "- 1 -"', r"mine\.toml, \[page\], number: .* is no form of a page number"),
    ("page.number = 5", r"mine\.toml, \[page\], number: 5 is no form of a page number"),
    (f'page.number = "{"长" * 60}{{}}"', r"mine\.toml, \[page\], number: .* is longer than a line"),
    ('type.p.size = "0pt"', r"mine\.toml, \[type\.p\], size: '0pt' is not between 3pt and 300pt"),
    ('type.p.size = "-3pt"', r"mine\.toml, \[type\.p\], size: '-3pt' is not between 3pt and 300pt"),
    ('type.p.size = "2字"', r"mine\.toml, \[type\.p\], size: '2字' is not a fixed length"),
    ("type.p.size = 12", r"mine\.toml, \[type\.p\], size: 12 is not a length"),
    ('type.title.size = "初号"', r"mine\.toml, \[type\.title\], size: '初号' sets type of 42pt on lines of 32pt"),
    ('type.p.indent = "-1字"', r"mine\.toml, \[type\.p\], indent: '-1字' begins 12pt outside the text"),
    ('type.quote.left = "50字"', r"mine\.toml, \[type\.quote\], left: '50字' leaves less than two characters"),
    ('type.p.before = "900pt"', r"mine\.toml, \[type\.p\], before: '900pt' is more than a page"),
    ("type.p.align = [1]", r"mine\.toml, \[type\.p\], align: \[1\] is not one of left, centre"),
    ('type.p.colour = "red"', r"mine\.toml, \[type\.p\], colour: 'red' is not a colour\. Write #rrggbb"),
    ("x", r"mine\.toml: .* The file is not TOML"),
    ("x = " + "[" * 5000, r"mine\.toml: .* The file is not TOML"),
)
"""Sheets, each with one thing wrong, and what is said of it."""


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[text[:40] for text, _ in WRONG])
def test_what_is_wrong_is_told_by_file_key_and_value_and_what_would_be_right(text, told, tmp_path):
    with pytest.raises(StyleError, match=told):
        load_style(write(tmp_path, text))


def test_a_sheet_that_cannot_be_read_is_told(tmp_path):
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(StyleError, match="There is no style sheet"):
        load_style(folder)
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(StyleError, match=r"mine\.toml: .* The file is not TOML"):
        load_style(path)


def test_a_grid_may_be_taken_back(tmp_path):
    style = load_style(write(tmp_path, 'extends = "gongwen"\n[page]\nlines = 0\nchars = 0\n'))
    assert (style.page["lines"], style.page["chars"]) == (0, 0)


def test_a_sheet_that_extends_nothing_extends_plain(tmp_path):
    style = load_style(write(tmp_path, '[type.p]\nsize = "四号"\n'))
    assert style.page == load_style("plain").page
    assert style.type_of("title")["size"] == load_style("plain").type_of("title")["size"]


def test_a_sheet_extends_another_that_lies_beside_it(tmp_path, monkeypatch):
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", 'extends = "book"\n[page]\ncolumns = 2\n', "house.toml")
    path = write(tmp_path / "house", 'extends = "house.toml"\n[type.p]\ncolour = "#c00000"\n')
    monkeypatch.chdir(tmp_path)
    style = load_style(path)
    assert (style.page["columns"], style.page["notes"]) == (2, "foot")
    assert style.own == (Setting("house.toml", "page", "columns"), Setting("mine.toml", "p", "colour"))


def test_a_style_knows_what_it_wants_otherwise_than_the_one_of_ours_that_it_extends(tmp_path):
    style = load_style(write(tmp_path, """
        extends = "gongwen"
        page = {lines = 22, columns = 2}
        faces = {song = ["宋体"]}
        [type."heading 2"]
        face = "kai"
        align = "centre"
        """))
    assert style.own == (Setting("mine.toml", "page", "columns"), Setting("mine.toml", "faces", "song"),
                         Setting("mine.toml", "heading 2", "align"))
