"""What is wanted of commands in a folder, in huozi.toml: whose it is, what holds over it, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in a folder, where the commands run; both are empty but for `a.txt` below."""
    below = tmp_path / "work"
    below.mkdir()
    (below / "a.txt").write_text("一、总体要求\n坚持以人为本。\n", encoding="utf-8")
    monkeypatch.chdir(below)
    return tmp_path


def say(folder: Path, text: str) -> None:
    (folder / "huozi.toml").write_text(text, encoding="utf-8")


def made(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "huozi.toml", "work/a.txt", "mine.toml"}


def test_defaults_of_a_folder_above_hold_and_paths_begin_there(folder: Path) -> None:
    (folder / "mine.toml").write_text('extends = "book"\n', encoding="utf-8")
    say(folder, 'to = ["html", "text"]\nstyle = "mine.toml"\n[convert]\nout = "editions"\n')
    assert run("convert", "a.txt") == 0
    assert made(folder) == {"editions/a.html", "editions/a.txt"}


def test_the_nearest_file_holds_alone(folder: Path) -> None:
    say(folder, 'to = "docx"\n')
    say(folder / "work", 'to = "xml"\n')
    assert run("convert", "a.txt") == 0
    assert made(folder) == {"work/huozi.toml", "work/a.xml"}


def test_a_folder_that_is_no_more_has_no_defaults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run("convert", str(folder / "work/a.txt"), "-o", str(folder / "b.xml")) == 0
    assert made(folder) == {"b.xml"}


def test_what_is_typed_holds_over_tables_and_tables_over_the_top(folder: Path) -> None:
    say(folder, 'to = "docx"\n[convert]\nto = "xml"\n')
    assert run("convert", "a.txt") == 0
    assert run("convert", "a.txt", "--to", "tei") == 0
    assert run("convert", "a.txt", "-o", "b.html") == 0  # a file that is named says its format
    assert made(folder) == {"work/a.xml", "work/a.tei.xml", "work/b.html"}


def test_options_of_formats_that_are_not_written_are_passed_over(folder: Path) -> None:
    say(folder, 'remarks = true\n[option.html]\nvertical = true\n')
    assert run("convert", "a.txt", "-o", "a.xml") == 0
    assert run("convert", "a.txt", "-o", "a.html") == 0
    assert "vertical-rl" in (folder / "work/a.html").read_text(encoding="utf-8")
    assert run("convert", "a.txt", "-o", "b.xml", "--remarks") == 2


def test_a_file_may_be_named_or_none_taken(folder: Path) -> None:
    say(folder, 'to = "xml"\n')
    (folder / "other.toml").write_text('to = "tei"\n', encoding="utf-8")
    assert run("--no-config", "convert", "a.txt") == 2
    assert run("--config", "../other.toml", "convert", "a.txt") == 0
    assert made(folder) == {"other.toml", "work/a.tei.xml"}


def test_a_batch_takes_its_folder_and_no_settings_for_a_document(folder: Path, capfd: pytest.CaptureFixture[str]
                                                                 ) -> None:
    say(folder / "work", '[batch]\nout = "../editions"\nto = "xml"\njobs = 1\n')
    assert run("batch", ".") == 0
    assert "editions/a.xml" in made(folder)
    assert "huozi.toml: left out: It says what is wanted of commands" in capfd.readouterr().err


WRONG = [
    ("tho = 1", "huozi.toml: unknown key 'tho'. Did you mean 'to'?"),
    ("[convert]\nstlye = 'a'", "huozi.toml, [convert]: unknown key 'stlye'. Did you mean 'style'?"),
    ("[stlyes]\na = 1", "huozi.toml: unknown key 'stlyes'. Did you mean 'styles'?"),
    ("convert = 1", "huozi.toml: convert is a command. Write its options in a table: [convert]."),
    ("[batch]\njobs = 'x'", "huozi.toml: jobs cannot be 'x'."),
    ("jobs = true", "huozi.toml: jobs cannot be 'True'."),
    ("option = 'docx'", "huozi.toml: option cannot be 'docx'."),
    ("json = 5", "huozi.toml: json cannot be '5'. It takes true or false."),
    ("to = {a = 1}", "huozi.toml: to cannot be"),
    ("style = ['a', 'b']", "huozi.toml: style cannot be"),
    ("style = 'bok'", "No style is called 'bok'. Did you mean 'book'?"),
    ("to = [[", "huozi.toml is not TOML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_told_with_its_key_in_a_line(folder: Path, capfd: pytest.CaptureFixture[str], text: str,
                                                      message: str) -> None:
    say(folder, f"{text}\n")
    assert run("convert", "a.txt", "-o", "a.xml") == 2
    said = capfd.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert made(folder) == set()
