"""The command line as people expect it: places, streams, loudness, examples, completion, plug-ins that fail, doctor."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from commands import run
from plug_ins import install
from trees import SEEDS

from convert.cli import COMMANDS, huozi
from convert.cli.told import Told
from convert.formats.registry import written
from convert.style.sheet import list_styles

TEXT = "关于春耕的通知\n\n各县人民政府：\n\n一、总体要求\n\n坚持以人为本。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_huozi_alone_prints_its_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    said, complained = capfd.readouterr()
    assert said.startswith("Usage: huozi ")
    assert all(f"\n  {name} " in said for name in COMMANDS)
    assert complained == ""


def test_without_a_place_outputs_lie_beside_the_source_and_replace_nothing(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "a.txt").rename(folder / "in/a.txt")
    assert run("convert", "in/a.txt", "--to", "xml,tei") == 0
    assert {path.name for path in (folder / "in").iterdir()} == {"a.txt", "a.xml", "a.tei.xml"}
    before = (folder / "in/a.xml").read_bytes()
    assert run("convert", "in/a.txt", "--to", "xml", "--script", "zh-Hant") == 2
    assert (folder / "in/a.xml").read_bytes() == before
    assert run("convert", "in/a.txt", "-o", "in/a.xml", "--script", "zh-Hant") == 0
    assert (folder / "in/a.xml").read_bytes() != before


def test_a_document_of_an_archive_lies_beside_the_archive(folder: Path) -> None:
    import zipfile

    with zipfile.ZipFile(folder / "papers.zip", "w") as archive:
        archive.writestr("deep/b.txt", TEXT)
    assert run("convert", "papers.zip/deep/b.txt", "--to", "xml") == 0
    assert (folder / "b.xml").exists()


def test_a_book_lies_beside_its_folder(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "a.txt").rename(folder / "in/a.txt")
    assert run("collect", "in", "--to", "epub,html") == 0
    assert {path.name for path in folder.iterdir()} == {"in", "in.epub", "in.html"}


@pytest.mark.parametrize("form", written())
def test_what_streams_carry_is_what_files_hold(folder: Path, capfdbinary: pytest.CaptureFixture[bytes],
                                               monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    give(monkeypatch, TEXT)
    assert run("convert", "-", "--to", form) == 0
    carried, complained = capfdbinary.readouterr()
    (folder / "document.txt").write_text(TEXT, encoding="utf-8")
    assert run("convert", "document.txt", "-o", "out", "--to", form) == 0
    held = next(path for path in (folder / "out").iterdir()).read_bytes()
    assert carried == held
    assert complained == b""


def test_outlines_books_and_repairs_go_to_standard_output_too(folder: Path, capfdbinary: pytest.CaptureFixture[bytes],
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("outline", "a.txt", "-o", "-") == 0
    assert capfdbinary.readouterr().out.startswith(b"kind\tlevel\t")
    assert run("collect", "a.txt", "-o", "-", "--to", "epub", "--title", "集") == 0
    assert capfdbinary.readouterr().out.startswith(b"PK")
    give(monkeypatch, next(SEEDS.glob("002*")).read_text(encoding="utf-8"))
    assert run("repair", "-", "-o", "-", "--to", "text") == 0
    repaired, told = capfdbinary.readouterr()
    assert told == b"-: 137 corrected.\n"
    assert len(repaired.decode()) > 10_000


def test_loudness(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_bytes(b"")
    heard = {}
    for word in ("-q", "", "-v"):
        assert run("convert", "a.txt", "-o", "b.xml", *filter(None, [word])) == 0
        heard[word] = capfd.readouterr().err.splitlines()
    assert heard["-q"] == []
    assert heard[""] == ["text/empty: The file holds no text."]
    assert heard["-v"] == [*heard[""], "b.xml: written, 1 KB"]
    assert run("-q", "batch", "a.txt", "missing.txt", "-o", "out") == 66
    assert capfd.readouterr().err.startswith("huozi: There is no file or folder missing.txt.")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("-q", "collect", "a.txt", "-o", "b.epub") == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_of_every_help_parse(name: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    shown = re.findall(r"^  huozi (.+)$", capfd.readouterr().out.partition("Examples:\n")[2], re.MULTILINE)
    assert shown
    for line in shown:
        own, *words = shlex.split(line.partition(" <")[0])
        assert own == name
        command = huozi.get_command(click.Context(huozi), name)
        assert command is not None
        assert command.make_context(name, words, obj=Told()).params


def complete(*words: str) -> list[str]:
    *before, begun = words
    return [item.value for item in ShellComplete(huozi, {}, "huozi", "_HUOZI_COMPLETE").get_completions(before, begun)]


def test_a_shell_is_offered_names() -> None:
    assert complete("conv") == ["convert"]
    assert complete("convert", "a.txt", "--to", "") == list(written())
    assert complete("convert", "a.txt", "--to", "docx,p") == ["docx,pdf"]
    assert [name for name in complete("convert", "a.txt", "--style", "") if name] == list_styles()
    assert complete("convert", "a.txt", "--script", "zh-Hant-") == ["zh-Hant-TW", "zh-Hant-HK"]
    assert complete("convert", "a.txt", "-O", "epub.v") == ["epub.vertical="]
    assert complete("collect", "in", "--order", "t") == ["title"]
    assert complete("collect", "in", "--duplicates", "d") == ["drop"]
    assert "year" in complete("collect", "in", "--parts", "")
    assert complete("trace", "a.txt", "--stage", "lines,") == [
        name for name in complete("trace", "a.txt", "--stage", "lines,") if name.startswith("lines,")]
    assert complete("check", "a.docx", "--style", "") == ["gongwen"]
    assert complete("batch", "in", "--field", "te") == ["text="]


def test_the_script_for_a_shell_is_printed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_HUOZI_COMPLETE", "zsh_source")
    assert run() == 0
    assert "compdef _huozi_completion huozi" in capfd.readouterr().out


def plug_in(folder: Path, text: str) -> str:
    """A package that writes .org and reads .org, as people install one."""
    entries = (f"[huozi.{group}]\norg = org_writer:Org" for group in ("writers", "readers"))
    install(folder, "org_writer", text, "\n".join(entries))
    return str(folder)


@pytest.mark.parametrize("text", ["import nothing_of_this_name\n", "1 / 0\n", "def f(:\n", "Ogr = 1\n"])
def test_a_plug_in_that_fails_is_told_in_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                                capfd: pytest.CaptureFixture[str], text: str) -> None:
    monkeypatch.syspath_prepend(plug_in(folder, text))
    monkeypatch.delitem(sys.modules, "org_writer", raising=False)
    (folder / "a.org").write_text("* 标题\n", encoding="utf-8")
    for command in (("convert", "a.txt", "-o", "b.org"), ("convert", "a.org", "-o", "b.xml")):
        assert run(*command) == 70
        said = capfd.readouterr().err
        assert said.startswith("huozi: org_writer:Org of another package, asked for ")
        assert said.count("\n") == 1
        assert "Tell its makers" in said
    assert run("doctor", "--json") == 1
    broken = [thing for thing in json.loads(capfd.readouterr().out) if thing["state"] == "broken"]
    assert {(thing["kind"], thing["name"]) for thing in broken} == {("plug-in", "org")}


def test_doctor_knows_what_is_there_and_what_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                                    capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert run("doctor", "--json") == 0
    things = {(thing["kind"], thing["name"]): thing for thing in json.loads(capfd.readouterr().out)}
    office = things["program", "LibreOffice"]
    assert (office["state"], office["advice"]) == ("not there", "Install LibreOffice.")
    assert ".doc" in office["purpose"]
    assert things["package", "lxml"]["state"] == "fine"
    assert things["face", "song"]["found"] == "HuoziSong.ttf"
    assert {name for kind, name in things if kind == "extra"} >= {"huozi[woff2]", "huozi[test]"}
    assert run("doctor") == 0
    assert "LibreOffice: Install LibreOffice." in capfd.readouterr().out


def test_doctor_asks_a_program_for_its_version(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                               capfd: pytest.CaptureFixture[str]) -> None:
    program = folder / "soffice"
    program.write_text("#!/bin/sh\necho LibreOffice 99\necho more\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    assert run("doctor", "--json") == 0
    found = {thing["name"]: thing["found"] for thing in json.loads(capfd.readouterr().out)}
    assert found["LibreOffice"] == "LibreOffice 99"


def test_a_seed_goes_through_a_pipe() -> None:
    seed = next(SEEDS.glob("001*"))
    with seed.open("rb") as source:
        ran = subprocess.run([sys.executable, "-m", "convert", "convert", "-", "--to", "markdown"], stdin=source,
                             capture_output=True, check=True)
    assert ran.stdout.startswith(b"---\ntitle: ")
