"""A batch among others: folders held, outputs checked, litter swept, foreign files left alone."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
import pytest

import convert
from convert.compilation.candidate import read_facts
from convert.files import load_source, sweep, unfinished
from convert.production import batch, plan, recipe, worker
from convert.production.hold import Hold
from convert.production.job import Job, Outcome
from convert.production.ledger import NAME, Ledger, read_outcomes
from convert.production.report import Report
from convert.production.settings import Settings
from convert.production.work import perform
from convert.sources.ours import tell_ours

GONE = 4_000_000
"""The number of no process: systems count up to it."""

posix = pytest.mark.skipif(os.name != "posix", reason="it is a matter of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"in/{name}.txt").write_text(f"正文{name}。", encoding="utf-8")
    return tmp_path


def run(folder: Path, **choices: object) -> Report:
    """What a run tells; it takes no processes of workers, which are not what is tried."""
    return convert.batch(folder / "in", folder / "out", **({"to": ["xml"], "executor": "serial"} | choices))


def write(folder: Path, **choices: object) -> tuple[int, int, int]:
    """How many documents a run wrote, found done before and could not write."""
    report = run(folder, **choices)
    return report.written, report.skipped, len(report.failures)


def tell(folder: Path) -> list[Outcome | None]:
    """What the ledger tells."""
    return list(read_outcomes(folder / "out" / NAME))


SPOILS = [lambda data: b"", lambda data: data[:-9], lambda data: data.replace(b"a", b"b")]


@pytest.mark.parametrize("spoil", SPOILS)
def test_an_output_that_was_emptied_cut_or_overwritten_is_made_again(folder, spoil):
    assert write(folder) == (2, 0, 0)
    whole = (folder / "out/a.xml").read_bytes()
    (folder / "out/a.xml").write_bytes(spoil(whole))
    assert write(folder) == (1, 1, 0)
    assert (folder / "out/a.xml").read_bytes() == whole
    assert write(folder) == (0, 2, 0)


def test_a_changed_style_reference_or_table_of_facts_counts_as_a_change(folder):
    sheet, facts, reference = folder / "s.toml", folder / "f.toml", folder / "r.docx"
    sheet.write_text('extends = "plain"\n', encoding="utf-8")
    facts.write_text('印章 = "不加盖印章"\n', encoding="utf-8")
    docx.Document().save(str(reference))
    options = {"docx": {"reference": str(reference), "dispatch": str(facts)}}
    choices = {"to": ["docx"], "style": str(sheet), "options": options}
    assert [write(folder, **choices), write(folder, **choices)] == [(2, 0, 0), (0, 2, 0)]
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某公司"
    made.save(str(reference))
    assert write(folder, **choices) == (2, 0, 0)
    facts.write_text('份号 = "000001"\n', encoding="utf-8")
    assert write(folder, **choices) == (2, 0, 0)
    assert write(folder, **choices) == (0, 2, 0)


def test_runs_with_other_formats_leave_each_other_alone(folder):
    def stamps():
        return {path.name: path.stat().st_mtime_ns for path in (folder / "out").iterdir() if not tell_ours(path)}

    reference = folder / "r.docx"
    docx.Document().save(str(reference))
    word = {"to": ["docx"], "style": "gongwen", "options": {"docx": {"reference": str(reference)}}}
    assert [write(folder, **word), write(folder, to=["epub"]), write(folder, to=["xml", "epub"])] == [(2, 0, 0)] * 3
    before, ledger = stamps(), tell(folder)
    assert [write(folder, **word), write(folder, to=["epub"]), write(folder, to=["epub", "xml"])] == [(0, 2, 0)] * 3
    assert (stamps(), tell(folder)) == (before, ledger)
    assert [sorted(entry.outputs) for entry in tell(folder)] == [["docx", "epub", "xml"]] * 2
    (folder / "in/a.txt").write_text("题目\n\n另一篇文章。\n", encoding="utf-8")
    assert write(folder, to=["epub"]) == (1, 1, 0)
    assert [sorted(entry.outputs) for entry in tell(folder)] == [["epub"], ["docx", "epub", "xml"]]
    assert [write(folder, **word), write(folder, **word)] == [(1, 1, 0), (0, 2, 0)]


def test_a_file_that_an_option_names_is_read_for_its_seal_once_a_run(folder, monkeypatch):
    reference, read = folder / "r.docx", []
    docx.Document().save(str(reference))
    monkeypatch.setattr(plan, "load_source", lambda path: read.append(path) or load_source(path))
    write(folder, to=["docx"], options={"docx": {"reference": str(reference)}})
    assert read == [reference]


def test_what_killed_runs_left_is_swept_and_what_lives_is_not(folder):
    write(folder)
    left = folder / f"out/deep/.a.docx.abc{unfinished(GONE)}"
    left.parent.mkdir()
    others = [folder / f"out/.a.docx.abc{unfinished(os.getpid())}", folder / "out/b.part", folder / "out/.b.7.part.txt"]
    for path in (left, *others):
        path.write_bytes(b"half")
    write(folder)
    assert not left.exists()
    assert all(path.exists() for path in others)
    sweep(folder / "nowhere")


@posix
def test_a_second_run_into_a_folder_is_refused_and_loses_nothing(folder):
    write(folder)
    ledger = tell(folder)
    hold = Hold(folder / "out")
    with pytest.raises(convert.OutputError, match=r"Another run is writing into .*out\. Wait for it"):
        write(folder, again=True)
    assert tell(folder) == ledger
    hold.release()
    assert write(folder) == (0, 2, 0)


FORMER = {"source": "in/a.txt", "target": "a", "digest": "0", "seals": {"xml": "1"}, "outputs": {"xml": 10}}
"""A line of a ledger of an earlier version."""

LINES = [b"\n", b"{}\n", b"[]\n", b"5\n", b"not json\n", b"\xff\xfe{\0\n", b"[" * 5000 + b"\n",
         b'{"source": 5, "target": "a"}\n', b'{"source": "a", "target": "a", "seals": []}\n',
         b'{"source": "\\ud800", "target": "a"}\n']


@pytest.mark.parametrize("line", LINES, ids=lambda line: ascii(line)[2:24])
def test_a_ledger_of_an_earlier_version_is_taken_over_without_its_damaged_lines(folder, line):
    former = folder / "out/ledger.jsonl"
    former.parent.mkdir()
    entries = [FORMER, FORMER | {"target": "gone", "faults": [{"message": "m", "hint": "h"}], "seals": {}}]
    lines = [json.dumps(entry).encode() + b"\n" for entry in entries]
    former.write_bytes(lines[0] + line + lines[1] + b'{"source": "cut')
    assert [outcome and outcome.target for outcome in read_outcomes(former)] == ["a", None, "gone"]
    report = run(folder)
    assert [each.why for each in report.left_out] == ["1 of its lines are damaged: what they told is done again."]
    assert not former.exists()
    assert [(outcome.target, outcome.failed) for outcome in tell(folder)] == [
        ("a", False), ("b", False), ("gone", True)]
    assert write(folder) == (0, 2, 0)


def test_a_ledger_says_by_what_each_output_was_made(folder):
    (folder / "in/a.txt").write_text("关于开展检查的通知\n\n2020年1月2日\n\n一、总则\n\n正文一段。\n", encoding="utf-8")
    write(folder, script="zh-Hant")
    first, second = tell(folder)
    recipe = first.recipes["xml"]
    assert recipe == second.recipes["xml"]
    assert (recipe["version"], recipe["script"], len(recipe["rules"]), len(recipe["weights"])) == (
        convert.__version__, "zh-Hant", 16, 16)
    assert recipe["rules"] != recipe["weights"]
    assert first.digest == hashlib.sha256((folder / "in/a.txt").read_bytes()).hexdigest()
    assert (first.title, first.date) == ("關於開展檢查的通知", "2020-01-02")
    assert 0 < first.certainty <= 1
    assert first.seconds > 0


@pytest.mark.parametrize("change", ["rules", "weights"])
def test_other_rules_or_weights_do_the_work_again(folder, change, monkeypatch):
    write(folder)
    tables = recipe._digest_tables()
    monkeypatch.setattr(recipe, "_digest_tables", lambda: tables | {change: "other"})
    recipe._recipe_of.cache_clear()
    job = Job(str(folder / "in/a.txt"), str(folder / "out"), "a", Settings(("xml",)), tell(folder)[0].seals)
    assert not perform(job).skipped
    monkeypatch.undo()
    recipe._recipe_of.cache_clear()


def test_what_else_a_document_is_made_of_is_in_its_recipe(folder):
    write(folder)
    job = Job(str(folder / "in/a.txt"), str(folder / "out"), "a", Settings(("xml",), limit=600, memory=4096),
              tell(folder)[0].seals)
    assert perform(job).skipped
    made = perform(replace(job, inputs=(("corrections", "sha256:1"),)))
    assert (made.skipped, made.recipes["xml"]["corrections"]) == (False, "sha256:1")


def fill(folder: Path, count: int = 400) -> bytes:
    """A ledger of many pages, beside two real documents; gives its bytes."""
    write(folder)
    with Ledger(folder / "out") as ledger:
        for number in range(count):
            ledger.enter(Outcome(f"s{number}", f"t{number}", "0", outputs={"xml": 1}, seals={"xml": "x" * 99}))
    return (folder / "out" / NAME).read_bytes()


DAMAGES = [lambda data: b"no ledger at all", lambda data: data[:-5000], lambda data: data[: len(data) // 2],
           lambda data: data[:8192] + b"\xff" * 4096 + data[12288:], lambda data: b"\0" * 100 + data[100:]]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_mended_told_and_kept(folder, damage):
    whole = fill(folder)
    path = folder / "out" / NAME
    before = {name: (folder / "out" / name).read_bytes() for name in ("a.xml", "b.xml")}
    path.write_bytes(damage(whole))
    report = run(folder)
    assert report.written + report.skipped == 2
    assert [(each.path.name, each.why[:31]) for each in report.left_out] == [
        (f"{NAME}.damaged", "It is a damaged ledger: what it")]
    assert path.with_name(f"{NAME}.damaged").read_bytes() == damage(whole)
    assert {name: (folder / "out" / name).read_bytes() for name in before} == before
    assert write(folder) == (0, 2, 0)
    assert None not in tell(folder)


def test_most_of_a_ledger_with_one_bad_page_is_saved(folder):
    whole = fill(folder)
    (folder / "out" / NAME).write_bytes(whole[:-8192] + b"\xff" * 4096 + whole[-4096:])
    report = run(folder)
    assert report.left_out
    assert len(tell(folder)) > 300


def test_the_ledger_of_a_later_version_is_left_alone(folder):
    write(folder)
    with closing(sqlite3.connect(folder / "out" / NAME)) as rows:
        rows.execute("PRAGMA user_version = 99")
    with pytest.raises(convert.OutputError, match="is the ledger of a later version of Huozi"):
        write(folder)


@pytest.mark.parametrize("value", ["[", '{"a": 1}', "5"])
def test_a_damaged_row_costs_itself(folder, value):
    write(folder)
    with closing(sqlite3.connect(folder / "out" / NAME)) as rows, rows:
        rows.execute("UPDATE documents SET faults = ? WHERE target = 'a'", (value,))
    assert [outcome and outcome.target for outcome in tell(folder)] == [None, "b"]
    assert write(folder) == (0, 2, 0)


def test_who_reads_a_ledger_leaves_nothing_beside_it(folder):
    write(folder)
    before = sorted(path.name for path in (folder / "out").iterdir())
    assert len(tell(folder)) == 2
    assert sorted(path.name for path in (folder / "out").iterdir()) == before


def test_a_run_that_fails_at_once_leaves_no_folder(folder):
    with pytest.raises(convert.SourceError):
        convert.batch(folder / "missing", folder / "out", to=["xml"])
    assert not (folder / "out").exists()


@posix
def test_a_ledger_that_cannot_be_written_is_told(folder):
    (folder / "out").mkdir()
    with Ledger(folder / "out") as ledger:
        ledger._rows.execute("PRAGMA query_only = 1")
        with pytest.raises(convert.OutputError, match=r"Cannot write .*ledger\.sqlite: .*readonly"):
            ledger.enter(Outcome("a", "a"))


@posix
def test_pipes_devices_and_links_out_of_the_folder_are_not_read(folder):
    (folder / "away").mkdir()
    (folder / "away/secret.txt").write_text("秘密。", encoding="utf-8")
    os.mkfifo(folder / "in/pipe.txt")
    (folder / "in/zero.txt").symlink_to("/dev/zero")
    (folder / "in/loop.txt").symlink_to("loop.txt")
    (folder / "in/away.txt").symlink_to("../away/secret.txt")
    (folder / "in/more").symlink_to("../away")
    (folder / "in/same.txt").symlink_to("a.txt")
    report = run(folder)
    assert (report.written, report.failures) == (3, [])
    told = {each.path.name: each.why for each in report.left_out}
    assert {name for name, why in told.items() if "leads out of the folder" in why} == {"zero.txt", "away.txt", "more"}
    assert {name for name, why in told.items() if why == "It is no regular file."} == {"pipe.txt", "loop.txt"}
    report = run(folder, outside=True)
    assert (report.written, report.skipped) == (2, 3)
    (folder / "in/more/back").symlink_to(folder / "in")
    assert run(folder, outside=True).written == 0
    for name in ("pipe.txt", "zero.txt"):
        with pytest.raises(convert.SourceError, match=r"is no regular file but a pipe or a device\. Give a file"):
            convert.read(folder / "in" / name)


@pytest.mark.parametrize(("choices", "message"), [
    ({"limit": -1}, "No document can be limited to -1 s"), ({"limit": float("nan")}, "limited to nan s"),
    ({"limit": float("inf")}, "limited to inf s"), ({"memory": 1}, "No worker can do with 1 MB"),
    ({"memory": -1}, "No worker can do with -1 MB")])
def test_limits_that_are_none_are_refused(folder, choices, message):
    with pytest.raises(convert.UsageError, match=message):
        write(folder, **choices)


@posix
def test_a_document_that_takes_too_much_memory_is_given_up(folder):
    (folder / "in/c.txt").touch()
    os.truncate(folder / "in/c.txt", 800 << 20)
    report = convert.batch(folder / "in", folder / "out", to=["xml"], memory=512, jobs=1)
    assert report.written == 2
    assert report.failures[0].faults[0].hint == "Give it more with --memory, or cut the document."


@posix
def test_a_worker_that_is_told_to_end_is_no_bug(folder):
    crew = worker.Worker()
    process = crew._start()
    process.send_signal(signal.SIGTERM)
    process.wait()
    fault, hopeless = crew._bury(worker.Job("a", str(folder), "a", Settings(("xml",))))
    assert (fault.message, hopeless) == ("The worker process was killed (SIGTERM).", False)


BUSY = """
import re, sys, os
from convert.production.bounds import end_with_parent
if os.fork() == 0:
    end_with_parent()
    print(os.getpid(), flush=True)
    re.match("(a|a)*b", "a" * 60)
os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread looks, which a long call keeps waiting")
def test_a_busy_process_ends_with_its_parent(folder):
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True) as process:
        child = int(process.stdout.readline())
        process.kill()
    for _ in range(1000):
        if not Path(f"/proc/{child}").exists() or ") Z" in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    pytest.fail("it goes on")


def test_a_book_survives_documents_that_break_the_reader_and_tells_them(folder, monkeypatch):
    def fail(path: Path, **_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("convert.compilation.candidate.read", fail)
    told = read_facts((folder / "in/a.txt", "", {}))
    assert told == "Huozi failed: KeyError: 'a bug'. This is a bug of Huozi: please report it with the file."


def test_a_book_of_a_ledger_tells_what_failed(folder):
    (folder / "in/c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert write(folder) == (2, 0, 1)
    book = convert.collect(folder / "out" / NAME, title="集")
    assert len(list(book.members())) == 2
    assert [finding.message for finding in book.findings] == [
        f"{folder / 'in/c.txt'} is missing: it failed in the batch."]
    failed = {"source": "c", "target": "c", "faults": [{"message": "x"}]}
    (folder / "out/ledger.jsonl").write_text(json.dumps(failed) + "\n", encoding="utf-8")
    with pytest.raises(convert.UsageError, match="says of no document that it is done"):
        convert.collect(folder / "out/ledger.jsonl")


LEADING_OUT = ['sources = ["../away"]', 'sources = ["/etc/host*"]', 'sources = ["in", "link"]',
               'sources = ["in"]\npreface = "/etc/passwd"', 'sources = ["in"]\ncover = "../away/c.svg"']


@pytest.mark.parametrize("line", LEADING_OUT)
def test_a_manifest_names_nothing_outside_its_folder(folder, line):
    away = folder / "away"
    away.mkdir()
    (away / "secret.txt").write_text("秘密。", encoding="utf-8")
    place = folder / "book"
    place.mkdir()
    (folder / "in").rename(place / "in")
    (place / "link").symlink_to(away)
    (place / "m.toml").write_text(line, encoding="utf-8")
    with pytest.raises(convert.HuoziError, match=r"lies outside its folder|nothing matches"):
        convert.collect(place / "m.toml")
    (place / "m.toml").write_text('sources = ["../away"]', encoding="utf-8")
    assert len(list(convert.collect(place / "m.toml", outside=True).members())) == 1


def test_a_manifest_leads_to_no_url(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "m.toml").write_text('sources = ["https://127.0.0.1/a.txt"]', encoding="utf-8")
    with pytest.raises(convert.UsageError, match="lies outside its folder"):
        convert.collect("m.toml")


def test_batch_has_limits_by_default():
    from inspect import signature

    assert signature(batch).parameters["limit"].default > 0
    assert signature(batch).parameters["memory"].default > 0


@posix
def test_a_pipe_is_not_replaced_by_an_output(folder):
    os.mkfifo(folder / "o.xml")
    with pytest.raises(convert.OutputError, match="is no regular file but a pipe or a device"):
        convert.write(convert.read(folder / "in/a.txt"), folder / "o.xml")
    assert (folder / "o.xml").is_fifo()
