"""The command line: what it prints, what it writes, and how it fails; some of each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from commands import call, call_alone
from packed import make_zip
from trees import GOLD, NAMES, SEEDS

import convert
from convert.cli import COMMANDS, main
from convert.sources.ours import tell_ours

COLUMNS = "kind\tlevel\tkey\ttext\n"


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(folder) -> Run:
    """Runs a command line in an empty folder that holds `a.txt`, and gives what it came to."""
    return partial(call, folder)


@pytest.fixture
def run_alone(folder) -> Run:
    """The same in a process of its own."""
    return partial(call_alone, folder)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("一、总体要求\n坚持以人为本。\n", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    """What lies in a folder beside the ledger and the index of a batch."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                  if path.is_file() and not tell_ours(path))


def test_help_names_every_command_and_every_exit_code(run_alone):
    shown = run_alone("--help")
    assert shown.returncode == 0
    assert all(f"  {name} " in shown.stdout for name in COMMANDS)
    assert all(str(error.exit_code) in shown.stdout for error in (convert.PartialError, convert.SourceError,
                                                                  convert.OutputError, convert.UsageError))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    shown = run(command, "--help")
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"Usage: huozi {command} ")


def test_help_loads_no_writer_and_no_table_printer():
    script = ("import sys\nfrom convert.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
              "print([name for name in ('rich', 'docx', 'reportlab', 'ebooklib', 'opencc', 'uharfbuzz') "
              "if name in sys.modules])")
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("[]\n")


def test_the_installed_command_is_the_module():
    command = Path(sys.executable).with_name("huozi")
    if not command.exists():
        pytest.skip("huozi is not installed as a command beside this interpreter")
    ran = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"huozi, version {convert.__version__}\n"


def test_convert_takes_the_format_from_the_suffix(run_alone, folder):
    ran = run_alone("convert", "a.txt", "-o", "new/b.xml")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (folder / "new/b.xml").read_bytes().startswith(b"<document")


def test_convert_writes_several_formats_into_a_folder(run, folder):
    ran = run("convert", "a.txt", "-o", "out", "--to", "xml,tei", "--json")
    assert ran.returncode == 0
    assert [Path(output["file"]).as_posix() for output in json.loads(ran.stdout)["outputs"]] == [
        "out/a.xml", "out/a.tei.xml"]
    assert files(folder) == ["a.txt", "out/a.tei.xml", "out/a.xml"]


def test_convert_takes_a_style_sheet_of_ones_own(run_alone, folder):
    (folder / "mine.toml").write_text('extends = "gongwen"\n', encoding="utf-8")
    assert run_alone("convert", "a.txt", "-o", "b.xml", "--style", "mine.toml").returncode == 0
    assert (folder / "b.xml").exists()


def test_the_text_is_put_in_the_script_that_is_asked_for(run, folder):
    (folder / "a.txt").write_text("软件开发的总体要求。\n", encoding="utf-8")
    assert run("convert", "a.txt", "-o", "b.xml", "--script", "zh-Hant-TW", "--vocabulary").returncode == 0
    assert "軟體開發的總體要求。" in (folder / "b.xml").read_text(encoding="utf-8")
    assert run("batch", "a.txt", "-o", "out", "--to", "xml", "--script", "zh-Hant").returncode == 0
    assert "總體要求。" in (folder / "out/a.xml").read_text(encoding="utf-8")
    assert run("collect", "a.txt", "-o", "book.tei.xml", "--title", "集", "--script", "zh-Hant").returncode == 0
    assert "總體要求。" in (folder / "book.tei.xml").read_text(encoding="utf-8")


def test_options_reach_the_writer_of_their_format(run, folder):
    assert run("batch", "a.txt", "-o", "across", "--to", "epub").returncode == 0
    assert run("batch", "a.txt", "-o", "down", "--to", "epub", "-O", "epub.vertical=yes").returncode == 0
    assert (folder / "across/a.epub").read_bytes() != (folder / "down/a.epub").read_bytes()
    assert run("convert", "a.txt", "-o", "a.epub", "-O", "epub.vertical=yes").returncode == 0
    assert (folder / "a.epub").read_bytes() == (folder / "down/a.epub").read_bytes()
    assert run("collect", "a.txt", "-o", "c.epub", "--title", "集", "-O", "epub.cover=no").returncode == 0
    assert run("collect", "a.txt", "-o", "d.epub", "--title", "集").returncode == 0
    assert (folder / "c.epub").stat().st_size < (folder / "d.epub").stat().st_size


def test_batch_prints_a_summary(run_alone, folder):
    (folder / "b.txt").write_text("正文。", encoding="utf-8")
    ran = run_alone("batch", ".", "-o", "out", "--to", "xml")
    assert ran.returncode == 0
    assert "xml" in ran.stdout
    assert ran.stdout.endswith("documents: 2 written, 0 done before, 0 failed\n")
    assert ran.stderr == ""
    again = run_alone("batch", ".", "-o", "out", "--to", "xml")
    assert again.stdout.endswith("documents: 0 written, 2 done before, 0 failed\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_batch_takes_a_list_from_standard_input(run, folder, end):
    (folder / "下").mkdir()
    (folder / "下/b.txt").write_text("正文。", encoding="utf-8")
    ran = run("batch", "-", "-o", "out", "--to", "xml", stdin=end.join(["a.txt", "下/b.txt", ""]))
    assert ran.stdout.endswith("documents: 2 written, 0 done before, 0 failed\n")
    assert files(folder / "out") == ["a.xml", "下/b.xml"]
    assert "No document is named" in run("batch", "-", "-o", "out", "--to", "xml", stdin="").stderr


def test_batch_reports_a_failure_and_goes_on(run_alone, folder):
    (folder / "b.txt").write_text("正文。", encoding="utf-8")
    (folder / "out/a.xml").mkdir(parents=True)
    ran = run_alone("batch", ".", "-o", "out", "--to", "xml")
    assert ran.returncode == 1
    assert ran.stderr.startswith("a.txt: xml: Cannot write ")
    assert ran.stderr.count("\n") == 1
    assert ran.stdout.endswith("documents: 1 written, 0 done before, 1 failed\n")


def test_batch_reports_in_json(run, folder):
    (folder / "out/a.xml").mkdir(parents=True)
    ran = run("batch", "a.txt", "-o", "out", "--to", "xml", "--json")
    event, report = map(json.loads, ran.stdout.splitlines())
    assert (event["event"], event["source"], event["state"], event["of"]) == ("document", "a.txt", "failed", 1)
    assert event["faults"] == [{key: report["failures"][0][key] for key in ("message", "hint")}]
    assert report["event"] == "end"
    assert (ran.returncode, report["written"], report["failed"]) == (1, 0, 1)
    assert report["failures"][0]["source"] == "a.txt"
    assert report["failures"][0]["hint"] == "Choose another place with -o."


def test_collect_makes_one_book(run_alone, folder):
    ran = run_alone("collect", SEEDS, "-o", "out/book.epub", "--title", "经济工作文集")
    assert ran.returncode == 0
    assert ran.stdout.startswith(f"{Path('out/book.epub')}: 经济工作文集, 5 documents, ")
    assert files(folder) == ["a.txt", "out/book.epub"]


def test_collect_reads_with_several_processes(run_alone, folder):
    for number in range(40):
        (folder / f"n{number}.txt").write_text(f"第{number}号文件\n正文是第{number}个。\n", encoding="utf-8")
    one, two = (folder.parent / f"{folder.name}-{number}.epub" for number in (1, 2))  # an EPUB inside would be read too
    assert run_alone("collect", ".", "-o", str(one), "--title", "集", "-j", "1").returncode == 0
    assert run_alone("collect", ".", "-o", str(two), "--title", "集", "-j", "2").returncode == 0
    assert one.read_bytes() == two.read_bytes()


def test_collect_reports_in_json(run, folder):
    report = json.loads(run("collect", "a.txt", "-o", "book.docx", "--title", "集", "--json").stdout)
    assert report == {"findings": [], "left_out": 0, "books": [{"file": "book.docx", "title": "集", "documents": 1,
                                                 "bytes": (folder / "book.docx").stat().st_size}]}


def test_collect_cuts_a_book_into_volumes(run, folder):
    ran = run("collect", SEEDS, "-o", "out/book.tei.xml", "--title", "集", "--volume-articles", "2")
    assert ran.returncode == 0
    assert files(folder / "out") == [f"book-{number}.tei.xml" for number in (1, 2, 3)]
    assert ran.stdout.count(" documents, ") == 3


def test_collect_tells_of_documents_that_resemble_each_other(run, folder):
    seed = next(SEEDS.glob("001*")).read_bytes()
    for name in ("b.txt", "c.txt"):
        (folder / name).write_bytes(seed + name.encode())
    ran = run("collect", "b.txt", "c.txt", "-o", "book.epub", "--title", "集")
    assert ran.returncode == 0
    assert "resembles" in ran.stderr
    dropped = run("collect", "b.txt", "c.txt", "-o", "book.epub", "--title", "集", "--duplicates", "drop")
    assert "集, 1 documents" in dropped.stdout


def test_outline_prints_lines(run_alone):
    ran = run_alone("outline", "a.txt")
    assert ran.returncode == 0
    assert ran.stdout.startswith(COLUMNS)
    assert "坚持以人为本。\n" in ran.stdout


def test_outline_is_utf8_whatever_the_locale(run_alone):
    ran = run_alone("outline", "a.txt", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.stdout.startswith(COLUMNS)


def test_outline_marks_what_a_spreadsheet_would_run(run, folder):
    (folder / "a.txt").write_text("第一段正文。\n\n=HYPERLINK(1)的写法是这样的。\n", encoding="utf-8")
    assert "\t=HYPERLINK(1)" in run("outline", "a.txt").stdout
    assert "\t'=HYPERLINK(1)" in run("outline", "a.txt", "--spreadsheet").stdout


def test_outline_writes_a_file(run, folder):
    assert run("outline", "a.txt", "-o", "b.tsv").returncode == 0
    assert (folder / "b.tsv").read_text(encoding="utf-8").startswith(COLUMNS)


def test_outline_writes_a_file_a_document(run, folder):
    assert run("outline", SEEDS, "-o", "outlines").returncode == 0
    assert files(folder / "outlines") == sorted(f"{name}.tsv" for name in NAMES)


def test_outlines_of_several_documents_need_a_place(run, folder):
    (folder / "b.txt").write_text("正文。", encoding="utf-8")
    ran = run("outline", "a.txt", "b.txt")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Name a folder with -o" in ran.stderr


def test_an_outline_that_cannot_be_made_does_not_stop_the_others(run, folder):
    (folder / "b.txt").write_bytes(bytes(range(256)) * 8)
    ran = run("outline", "a.txt", "b.txt", "-o", "outlines")
    assert ran.returncode == 1
    assert "b.txt" in ran.stderr
    assert "1 of the documents cannot be read" in ran.stderr
    assert files(folder / "outlines") == ["a.tsv"]


def test_outline_is_a_tree_on_a_terminal(capsys):
    from rich.console import Console
    from trees import seed_tree

    from convert.cli.outline import grow_tree
    from convert.tree.outline import outline

    Console(width=100).print(grow_tree("a.txt", outline(seed_tree(NAMES[1]))))
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "a.txt"
    headings = [line for line in shown if "heading" in line]
    assert len(headings) == sum(line.startswith("heading\t") for line in (GOLD / f"{NAMES[1]}.tsv").read_text(
        encoding="utf-8").splitlines())
    assert len({line.index("heading") for line in headings}) > 1
    assert max(map(len, shown)) <= 100


@pytest.fixture
def mixed(folder):
    """A folder with two documents, one of them in an archive, and four files that are none."""
    place = folder / "in"
    place.mkdir()
    for name, data in {"a.txt": "正文。".encode(), "p.png": b"\x89PNG\r\n", ".h.txt": b"x", "c.py": b"pass",
                       "t.csv": b"a,b\n1,2\n",
                       "z.zip": make_zip({"甲.html": "<p>正文。</p>", "q.gif": b"GIF89a"})}.items():
        (place / name).write_bytes(data)
    return place


def test_batch_names_and_counts_what_it_leaves_out(run, mixed):
    ran = run("batch", "in", "-o", "out", "--to", "xml")
    assert ran.returncode == 0
    assert ran.stdout.endswith("documents: 2 written, 0 done before, 0 failed, 5 left out\n")
    assert [line.partition(": left out: ")[0] for line in ran.stderr.splitlines()] == [
        "in/.h.txt", "in/c.py", "in/p.png", "in/t.csv", "in/z.zip/q.gif"]
    report = json.loads(run("batch", "in", "-o", "out", "--to", "xml", "--json").stdout.splitlines()[-1])
    assert report["left_out"][2] == {"source": "in/p.png", "reason": "It holds no text: it is a picture."}
    assert len(report["left_out"]) == 5


def test_collect_names_and_counts_what_it_leaves_out(run, mixed):
    ran = run("collect", "in", "-o", "book.docx", "--title", "集")
    assert ran.stdout.endswith("left out: 5\n")
    assert "source/left-out: in/p.png was left out: It holds no text" in ran.stderr
    assert json.loads(run("collect", "in", "-o", "book.docx", "--title", "集", "--json").stdout)["left_out"] == 5


def test_a_book_does_not_take_itself_in(run, mixed):
    for _ in range(2):
        ran = run("collect", "in", "-o", "in/book.docx", "--title", "集")
    assert "集, 2 documents" in ran.stdout


def test_outline_names_and_counts_what_it_leaves_out(run, mixed, folder):
    ran = run("outline", "in", "-o", "outlines")
    assert ran.stdout == "outlines: 2 written, 0 failed, 5 left out\n"
    assert ran.stderr.count(": left out: ") == 5
    assert files(folder / "outlines") == ["a.tsv", "z/甲.tsv"]
    report = json.loads(run("outline", "in", "-o", "outlines", "--json").stdout)
    assert (report["written"], len(report["left_out"]), report["failures"]) == (["a.tsv", "z/甲.tsv"], 5, [])
    assert run("outline", "in/z.zip").stdout == run("outline", "in/z.zip/甲.html").stdout != ""


def test_fields_of_records_are_named(run, mixed, folder):
    assert run("convert", "in/t.csv", "-o", "a.xml", "--field", "text=b", "--field", "title=a").returncode == 0
    assert "2" in (folder / "a.xml").read_text(encoding="utf-8")
    assert "1 written" in run("batch", "in/t.csv", "-o", "out", "--to", "xml", "--field", "text=b").stdout
    assert "is not ROLE=NAME" in run("batch", "in/t.csv", "-o", "out", "--field", "text").stderr
    assert run("outline", "in/t.csv", "--field", "body=b").returncode == 2


def test_names_that_would_steer_a_terminal_are_escaped(run, mixed):
    (mixed / "x\x1b[31m\n.png").write_bytes(b"\x89PNG\r\n")
    ran = run("batch", "in", "-o", "out", "--to", "xml")
    assert "in/x\\x1b[31m\\n.png: left out:" in ran.stderr
    assert "\x1b" not in run("convert", mixed / "x\x1b[31m\n.png", "-o", "a.xml").stderr


def test_trace_prints_what_each_stage_gave(run_alone):
    rows = [json.loads(line) for line in run_alone("trace", "a.txt").stdout.splitlines()]
    assert [row["text"] for row in rows if row["stage"] == "lines"] == ["一、总体要求", "坚持以人为本。"]
    assert [(row["kind"], row["text"]) for row in rows if row["stage"] == "blocks"] == [
        ("heading", "一、总体要求"), ("p", "坚持以人为本。")]
    only = run_alone("trace", "a.txt", "--stage", "source,blocks").stdout.splitlines()
    assert [json.loads(line)["stage"] for line in only] == ["source", "blocks", "blocks"]


@pytest.mark.parametrize("name", ["b.docx", "b.tei.xml"])
def test_check_finds_nothing_in_what_huozi_writes(run, name):
    assert run("convert", "a.txt", "-o", name).returncode == 0
    ran = run("check", name)
    assert (ran.returncode, ran.stdout) == (0, f"{name}: no departures\n")
    assert json.loads(run("check", name, "--json").stdout) == []


def test_check_lists_departures_and_fails(run_alone, folder):
    assert run_alone("convert", "a.txt", "-o", "b.docx").returncode == 0
    ran = run_alone("check", "b.docx", "--style", "gongwen")
    assert ran.returncode == 1
    assert "GB/T 9704-2012 5.2.1" in ran.stdout
    rows = json.loads(run_alone("check", "b.docx", "--style", "gongwen", "--json").stdout)
    assert {"clause", "item", "found", "expected"} == set(rows[0])


def test_styles_and_fonts_are_listed(run, folder):
    sheets = {row["style"] for row in json.loads(run("styles", "--json").stdout)}
    assert {"plain", "gongwen", "book", "newspaper"} <= sheets
    assert "GB/T 9704-2012" in run("styles").stdout
    assert {"song", "hei", "kai"} <= {row["role"] for row in json.loads(run("fonts", "--json").stdout)}
    assert "OFL" in run("fonts").stdout


BAD = [
    (["convert", "missing.txt", "-o", "b.xml"], 66, "Cannot read missing.txt", "Check the name"),
    (["convert", ".", "-o", "b.xml"], 66, ". is a folder", "huozi batch"),
    (["convert", "a.txt", "-o", "b.doc"], 2, "No writer is called 'doc'", "Known formats: docx"),
    (["convert", "a.txt", "-o", "b"], 2, "'b' has no suffix", "Known formats: docx"),
    (["convert", "a.txt", "-o", "."], 2, ". is a folder", "--to"),
    (["convert", "a.txt", "-o", "b.xml", "--style", "bok"], 2, "No style is called 'bok'", "Known: book"),
    (["convert", "a.txt", "-o", "b.xml", "--style", "no.toml"], 2, "There is no style sheet no.toml", "path"),
    (["convert", "a.txt", "-o", "b.xml", "--script", "Hant"], 2, "No script is called 'Hant'", "zh-Hant"),
    (["convert", "a.txt", "-o", "a.txt/b.xml"], 73, "Cannot write a.txt/b.xml", "-o"),
    (["convert", "a.txt", "-o", "a.txt"], 2, "a.txt would be written over itself", "-o"),
    (["convert", "a.txt", "-o", "b.pdf", "--to", "docx"], 2, "b.pdf says pdf, but --to says docx", "Leave out one"),
    (["convert", "a.txt", "-o", "b.tei.xml", "--to", "xml"], 2, "b.tei.xml says tei, but --to says xml", "Leave out"),
    (["convert", "a.txt"], 2, "Nothing says what to write", "--to: docx, pdf"),
    (["convert", "a.txt", "--to", "text"], 2, "a.txt is there already", "Name it with -o"),
    (["convert", "a.txt", "-o", "-"], 2, "Standard output takes one file", "--to docx"),
    (["convert", "a.txt", "-o", "-", "--to", "docx", "--json"], 2, "Standard output cannot hold both", "-o"),
    (["convert", "-"], 2, "Standard output takes one file", "--to docx"),
    (["convert", "a.txt", "a.txt"], 2, "Got unexpected extra argument (a.txt).", "huozi convert --help"),
    (["convert", "a.txt", "-o", "b.docx", "-O", "docx.remarks=maybe"], 2, "The option docx.remarks cannot be 'maybe'",
     "yes or no"),
    (["--config", "no.toml", "convert", "a.txt", "--to", "xml"], 2, "Cannot read no.toml", "Check the name"),
    (["convert", "binary", "-o", "b.xml"], 66, "binary holds no text", "save other files as text"),
    (["outline", "binary"], 66, "binary holds no text", "save other files as text"),
    (["batch", "missing", "-o", "out"], 66, "There is no file or folder missing", "Check the name"),
    (["batch", "empty", "-o", "out"], 66, "No document in empty", ".txt"),
    (["batch", ".", "-o", "out", "--to", "doc"], 2, "No writer is called 'doc'", "Known formats"),
    (["batch", ".", "-o", "out", "--style", "bok"], 2, "No style is called 'bok'", "Known"),
    (["batch", ".", "-o", "out", "-O", "epub.vertigo=yes"], 2, "The epub writer has no option 'vertigo'", "vertical"),
    (["batch", ".", "-o", "out", "--to", "xml", "-O", "epub.cover=no"], 2, "An option is given for epub", "xml"),
    (["batch", ".", "-o", "out", "-O", "vertical=yes"], 2, "Invalid value for '-O'", "FORMAT.NAME=VALUE"),
    (["batch", ".", "-o", "a.txt"], 73, "Cannot write a.txt", "-o"),
    (["batch", ".", "-o", "out", "--jobs", "0"], 2, "0 workers", "--jobs 1"),
    (["collect", "missing", "-o", "b.epub"], 66, "There is no file or folder missing", "Check the name"),
    (["collect", "a.txt", "-o", "b.doc"], 2, "No writer is called 'doc'", "Known formats"),
    (["collect", "a.txt", "-o", "b.xml"], 2, "A collection cannot be written as xml", "epub"),
    (["collect", "a.txt", "-o", "b.epub", "--order", "size"], 2, "", "date"),
    (["collect", "a.txt", "-o", "b.epub", "--style", "bok"], 2, "No style is called 'bok'", "Known"),
    (["collect", "a.txt", "-o", "b.epub", "--volume-articles", "-1"], 2, "A volume cannot be smaller", "above 0"),
    (["collect", "a.txt", "-o", "a.txt/b.epub"], 73, "Cannot write", "-o"),
    (["outline", "missing.txt"], 66, "Cannot read missing.txt", "Check the name"),
    (["outline", "."], 2, "Several outlines", "-o"),
    (["outline", "a.txt", "-o", "a.txt/b.tsv"], 73, "Cannot write", "-o"),
    (["check", "missing.docx"], 66, "Cannot read missing.docx", "Check the name"),
    (["check", "a.txt"], 2, "text cannot be checked", "docx, tei"),
    (["check", "a.tei", "--style", "gongwen"], 2, "A style is checked in docx", "docx, tei"),
    (["trace", "a.txt", "--stage", "sift"], 2, "No stage is called 'sift'", "evidence"),
    (["prnit"], 2, "No such command 'prnit'", "huozi --help"),
    (["conver"], 2, "No such command 'conver'. Did you mean 'convert'?", "huozi --help"),
    (["collect", "-", "--to", "epub"], 2, "A book is made of files", "-o"),
    (["styles", "--josn"], 2, "No such option", "--json"),
]


@pytest.mark.parametrize(("arguments", "code", "message", "hint"), BAD, ids=[" ".join(row[0]) for row in BAD])
def test_bad_input_gives_one_line_a_code_and_no_file(folder, monkeypatch, capfd, arguments, code, message, hint):
    (folder / "a.txt").write_text("正文。", encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "binary").write_bytes(bytes(range(256)) * 8)
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said, complained = capfd.readouterr()
    assert end.value.code == code
    assert complained.startswith(f"huozi: {message}")
    assert hint in complained
    assert complained.count("\n") == 1
    assert said == ""
    assert files(folder) == ["a.txt", "binary"]


def test_bad_input_leaves_no_traceback_in_a_process_of_its_own(run_alone):
    ran = run_alone("convert", "missing.txt", "-o", "b.xml")
    assert (ran.returncode, ran.stdout) == (66, "")
    assert ran.stderr == ("huozi: Cannot read missing.txt: No such file or directory. "
                          "Check the name and the permissions.\n")


def test_collect_says_with_its_exit_code_that_a_document_is_missing(run, folder):
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for more in ((), ("--through", "kept")):
        ran = run("collect", "a.txt", "picture.txt", "-o", "b.epub", "--title", "集", *more)
        assert ran.returncode == 1
        assert ran.stderr.startswith("source/failed: picture.txt was left out: picture.txt holds no text")
        assert (folder / "b.epub").exists()
    run("batch", "a.txt", "picture.txt", "-o", "out", "--to", "xml")
    assert run("collect", "out/ledger.sqlite", "-o", "c.epub", "--title", "集").returncode == 1


def test_a_broken_style_sheet_names_file_key_and_the_nearest_key(run_alone, folder):
    (folder / "mine.toml").write_text("[page]\nlinse = 22\n", encoding="utf-8")
    ran = run_alone("convert", "a.txt", "-o", "b.xml", "--style", "mine.toml")
    assert (ran.returncode, ran.stderr) == (
        2, "huozi: mine.toml, [page]: unknown key 'linse'. Did you mean 'lines'?\n")


def test_batch_reports_a_binary_file_and_goes_on(run, folder):
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    ran = run("batch", ".", "-o", "out", "--to", "xml")
    assert ran.returncode == 1
    assert ran.stderr.startswith("picture.txt: picture.txt holds no text")
    assert files(folder / "out") == ["a.xml"]


def test_an_empty_file_is_an_empty_document(run, folder):
    (folder / "a.txt").write_bytes(b"")
    ran = run("convert", "a.txt", "-o", "out", "--to", "docx,pdf,epub,tei,xml")
    assert (ran.returncode, ran.stderr) == (0, "text/empty: The file holds no text.\n")
    assert len(files(folder / "out")) == 5
    tree = convert.read(folder / "a.txt")
    assert convert.restore(tree) == ""
    assert run("outline", "a.txt").stdout == COLUMNS


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_outline_and_progress_look_at_the_terminal(run, folder):
    shown = run_on_terminal(["outline", "a.txt"], folder)
    assert "坚持以人为本" in shown
    assert "\t" not in shown
    assert "0 failed" in run_on_terminal(["batch", ".", "-o", "out", "--to", "xml"], folder)


def run_on_terminal(arguments: list[str], folder: Path) -> str:
    """What a command shows on a pseudo-terminal."""
    ours, theirs = os.openpty()
    with subprocess.Popen([sys.executable, "-m", "convert", *arguments], cwd=folder, stdout=theirs, stderr=theirs,
                          stdin=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"}) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 1 << 16):
                shown += piece
        except OSError:
            pass  # Linux: the other end is closed
        os.close(ours)
        assert process.wait() == 0
    return shown.decode("utf-8")
