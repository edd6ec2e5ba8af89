"""Who is told that a format does not obey a key of one's own sheet, and who is not."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from inspect import signature
from pathlib import Path

import pytest
from trees import NAMES, SEEDS, seed_tree

import convert
from convert.formats.obedience import obey
from convert.formats.registry import FORMATS, locate_writer
from convert.formats.save import save
from convert.style.sheet import list_styles, load_style

SHEET = """extends = "gongwen"

[page]
columns = 2
lines = 22

[faces]
song = ["A"]

[type.p]
latin = "hei"
face = "fangsong"

[type."heading 2"]
latin = "kai"

[type.cell]
left = "1字"
colour = "#ff0000"
"""
TOLD = {
    "docx": [],
    "pdf": ["mine.toml, [faces], song: pdf does not obey this key.",
            "mine.toml, [type.cell], left: pdf does not obey this key."],
    "epub": ["mine.toml, [page], columns: epub does not obey this key.",
             'mine.toml, [type.p] and [type."heading 2"], latin: epub does not obey this key.'],
    "tei": ["mine.toml, [page], columns: tei does not obey this key.",
            'mine.toml, [type.p] and [type."heading 2"], latin: tei does not obey this key.',
            "mine.toml, [type.cell], left: tei does not obey this key.",
            "mine.toml, [type.cell], colour: tei does not obey this key."],
    "xml": ["mine.toml: xml has no look and obeys no key of a style sheet."],
}
"""What each format leaves of the sheet: `lines` and `face` are what gongwen says itself."""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "convert", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)


@pytest.mark.parametrize("form", TOLD)
def test_writing_tells_each_key_that_has_no_effect(form, sheet, tmp_path):
    told = convert.write(seed_tree(NAMES[3]), tmp_path / "out", form, str(sheet))
    assert [notice.message for notice in told if notice.code == "style/key"] == TOLD[form]


@pytest.mark.parametrize("style", list_styles())
def test_our_own_styles_tell_nothing(style, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "{style}"\n', encoding="utf-8")
    for form in TOLD:
        for name in (style, str(path)):
            told = convert.write(seed_tree(NAMES[3]), tmp_path / "out", form, name)
            assert [notice for notice in told if notice.code == "style/key"] == []


def test_a_copy_of_one_of_ours_tells_nothing(tmp_path):
    """What a sheet repeats, it does not want otherwise."""
    from convert.resources import find_folder

    path = tmp_path / "mine.toml"
    text = (find_folder("styles") / "gongwen.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('extends = "plain"', 'extends = "gongwen"'), encoding="utf-8")
    assert load_style(path).own == ()


def test_the_command_line_tells_them(sheet, tmp_path):
    (tmp_path / "a.txt").write_text("标题\n正文。\n", encoding="utf-8")
    ran = run(tmp_path, "convert", "a.txt", "-o", "out", "--to", "pdf,tei", "--style", "mine.toml")
    told = [line.split(": ", 2)[2] for line in ran.stderr.splitlines() if "style/key" in line]
    assert told == [*TOLD["pdf"], *TOLD["tei"]]
    ran = run(tmp_path, "convert", "a.txt", "-o", "a.epub", "--style", "mine.toml", "--json")
    notices = json.loads(ran.stdout)["outputs"][0]["notices"]
    assert [notice["message"] for notice in notices if notice["code"] == "style/key"] == TOLD["epub"]
    ran = run(tmp_path, "collect", "a.txt", "-o", "b.epub", "--title", "书", "--style", "mine.toml")
    assert [line.removeprefix("style/key: ") for line in ran.stderr.splitlines() if "style/key" in line] == TOLD["epub"]


def test_a_batch_tells_each_once_and_counts_them(sheet, tmp_path):
    report = convert.batch(sorted(SEEDS.glob("00[01]*")), tmp_path / "out", ["docx", "epub", "xml"], style=str(sheet))
    assert report.unheeded == (*TOLD["epub"], *TOLD["xml"])
    assert report.notices["style/key"] == 2 * len(report.unheeded)
    assert report.as_dict()["unheeded"] == list(report.unheeded)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("标题\n正文。\n", encoding="utf-8")
    for _ in range(2):  # the second run has nothing to do, and tells it all the same
        ran = run(tmp_path, "batch", "in", "-o", "there", "--to", "epub", "--style", "mine.toml")
        assert ran.stderr.splitlines() == [f"style/key: {message}" for message in TOLD["epub"]]


def test_a_style_that_was_changed_in_python_still_knows_what_is_ones_own(sheet, tmp_path):
    style = load_style(sheet)
    told = convert.write(seed_tree(NAMES[3]), tmp_path / "a.epub", style=replace(style, name="other"))
    assert [notice.message for notice in told if notice.code == "style/key"] == TOLD["epub"]


def test_a_writer_of_ones_own_may_say_what_it_obeys(sheet, tmp_path):
    class Silent:
        name, suffix, media_type = "mine", ".mine", "text/plain"

        def write(self, work, style, out):
            return []

    class Outspoken(Silent):
        obedience = obey("face latin columns colour left", but="cell")

    assert save(Silent(), seed_tree(NAMES[3]), load_style(sheet), tmp_path / "a") == []
    told = save(Outspoken(), seed_tree(NAMES[3]), load_style(sheet), tmp_path / "a")
    assert [notice.message for notice in told] == [
        "mine.toml, [faces], song: mine does not obey this key.",
        "mine.toml, [type.cell], left: mine does not obey this key.",
        "mine.toml, [type.cell], colour: mine does not obey this key."]


@pytest.mark.parametrize("form", [form for form in FORMATS if form.writer], ids=lambda form: form.name)
def test_the_registry_lists_the_options_of_a_writer(form):
    module, _, name = locate_writer(form.name).partition(":")
    make = getattr(__import__(module, fromlist=[name]), name)
    known = [] if make.__init__ is object.__init__ else list(signature(make).parameters)
    assert [option.name for option in form.options] == known
    assert all(option.does for option in form.options)


def test_the_command_that_lists_keys_lists_them_all(tmp_path):
    listed = json.loads(run(tmp_path, "styles", "--keys", "--json").stdout)
    assert {"table": "[page]", "key": "columns", "decides": "columns", "docx": "yes", "pdf": "yes", "epub": "",
            "tei": "", "html": "", "markdown": "", "text": ""} in listed["keys"]
    assert "of cell not" in listed["exceptions"]["pdf"][0]
    shown = run(tmp_path, "styles", "--keys").stdout
    assert "[page]" in shown
    assert "docx: shape only of kicker, title, subtitle" in shown
