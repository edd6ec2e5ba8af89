"""Many documents: what is written, what an earlier run saves, and what becomes of bad documents and dying workers."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading
import time
import tracemalloc
import zipfile
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from plug_ins import install

import convert
from convert.production import planned, worker
from convert.production.alarm import Alarm
from convert.production.executor import Serial, count_workers, cut_shards
from convert.production.job import Fault, Job, Outcome, pack, unpack_job, unpack_outcome
from convert.production.ledger import read_outcomes
from convert.production.plan import find_documents, plan
from convert.production.pool import Pool
from convert.production.settings import Settings
from convert.sources import load
from convert.sources.ours import tell_ours

XML = Settings(("xml",))

WRITER = """
import os, signal, time
from pathlib import Path
from convert.formats.writer import Notice

class DangerousWriter:
    name, suffix, media_type = "dangerous", ".danger", "text/plain"

    def write(self, work, style, out):
        text = work.article.text_content
        out.write(text.encode())
        if "KILL" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "ONCE" in text and not Path("killed").exists():
            Path("killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "DEAF" in text:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            Path("deaf").touch()
            time.sleep(60)
        if "SLEEP" in text:
            time.sleep(60)
        if "BUG" in text:
            raise KeyError("a bug")
        print("libraries may print")
        return [Notice("danger/seen", "It was seen.")] * 2
"""


@pytest.fixture
def dangerous(tmp_path, monkeypatch):
    """A plug-in writer that kills its process, or fails, when the text says so; and a working folder."""
    site = tmp_path / "site"
    site.mkdir()
    install(site, "danger", WRITER, "[huozi.writers]\ndangerous = danger:DangerousWriter\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_documents(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    """What lies in a folder beside the ledger and the index."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                  if path.is_file() and not tell_ours(path))


def test_every_document_of_a_folder_is_written_in_its_place(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    make_documents(tmp_path / "in/下", b="乙", c="丙")
    report = convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], jobs=2)
    assert (report.written, report.failures, report.exit_code) == (3, [], 0)
    assert names(tmp_path / "out") == ["a.xml", "下/b.xml", "下/c.xml"]
    assert report.sizes["xml"] == sum((tmp_path / "out" / name).stat().st_size for name in ("a.xml", "下/b.xml",
                                                                                         "下/c.xml"))


def test_the_outputs_are_those_of_a_single_conversion(tmp_path):
    make_documents(tmp_path / "in", a="一、总体要求\n以人为本。\n")
    convert.batch([tmp_path / "in"], tmp_path / "out", to=["xml"])
    convert.write(convert.read(tmp_path / "in/a.txt"), tmp_path / "alone.xml")
    assert (tmp_path / "out/a.xml").read_bytes() == (tmp_path / "alone.xml").read_bytes()


def test_the_function_is_there_after_its_package_was_used(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"])
    assert callable(convert.batch)


def test_a_second_run_does_nothing_twice(tmp_path):
    make_documents(tmp_path / "in", a="甲", b="乙")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"])
    before = (tmp_path / "out/a.xml").stat().st_mtime_ns
    make_documents(tmp_path / "in", b="乙乙", c="丙")
    report = convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"])
    assert (report.written, report.skipped) == (2, 1)
    assert (tmp_path / "out/a.xml").stat().st_mtime_ns == before
    assert "乙乙" in (tmp_path / "out/b.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"again": True}, {"style": "gongwen"}, {"style": "book"}])
def test_other_settings_do_the_work_again(tmp_path, change):
    make_documents(tmp_path / "in", a="甲")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial")
    report = convert.batch(tmp_path / "in", tmp_path / "out", **({"to": ["xml"]} | change), executor="serial")
    assert (report.written, report.skipped) == (1, 0)


def test_an_output_that_was_removed_is_made_again(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial")
    (tmp_path / "out/a.xml").unlink()
    assert convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial").written == 1
    assert (tmp_path / "out/a.xml").exists()


def test_the_ledger_is_the_same_whatever_the_order_of_the_work(tmp_path):
    make_documents(tmp_path / "in", **{f"n{number}": "文" * number for number in range(1, 20)})
    for jobs in (1, 2):
        convert.batch(tmp_path / "in", tmp_path / f"out{jobs}", to=["xml"], jobs=jobs)
    one, other = ([replace(outcome, seconds=0) for outcome in read_outcomes(tmp_path / f"out{jobs}/ledger.sqlite")]
                  for jobs in (1, 2))
    assert len(one) == 19
    assert one == other


def test_a_document_that_kills_its_worker_costs_only_itself(dangerous):
    make_documents(dangerous / "in", **({f"n{number}": "文" for number in range(9)} | {"n4": "KILL"}))
    report = convert.batch("in", "out", to=["dangerous", "xml"], jobs=2)
    assert report.written == 8
    assert [(outcome.source, outcome.faults[0].message) for outcome in report.failures] == [
        (str(Path("in/n4.txt")), "The worker process was killed (SIGKILL).")]
    assert report.exit_code == 1
    assert [name for name in names(dangerous / "out") if "n4" in name] == []


def test_a_worker_that_dies_by_accident_is_replaced_and_nothing_is_lost(dangerous):
    make_documents(dangerous / "in", **({f"n{number}": "文" for number in range(9)} | {"n4": "ONCE"}))
    report = convert.batch("in", "out", to=["dangerous"], jobs=2)
    assert (report.written, report.failures) == (9, [])
    assert names(dangerous / "out") == [*(f"n{number}.danger" for number in range(9))]


def test_a_document_that_takes_too_long_is_given_up(dangerous):
    make_documents(dangerous / "in", a="甲", b="SLEEP", c="丙")
    report = convert.batch("in", "out", to=["dangerous"], jobs=1, limit=5)
    assert report.written == 2
    assert [outcome.faults for outcome in report.failures] == [
        (Fault("It took longer than 5 s.", "Give it more time with --limit.", lasting=True),)]
    assert names(dangerous / "out") == ["a.danger", "c.danger"]


def test_a_bug_is_reported_with_the_document_that_shows_it(dangerous):
    make_documents(dangerous / "in", a="甲", b="BUG", c="丙")
    report = convert.batch("in", "out", to=["dangerous"], jobs=1)
    assert report.written == 2
    assert report.notices == {"danger/seen": 4}
    (outcome,) = report.failures
    assert outcome.faults == (Fault("Huozi failed: KeyError: 'a bug'.",
                                    "This is a bug of Huozi: please report it with the file.", lasting=True),)


def test_a_format_that_cannot_be_written_does_not_stop_the_others(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    (tmp_path / "out/a.xml").mkdir(parents=True)
    report = convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial")
    (outcome,) = report.failures
    assert outcome.faults[0].message.startswith("xml: Cannot write ")
    assert names(tmp_path / "out") == []


def test_a_failed_document_is_tried_again_by_the_next_run(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    (tmp_path / "out/a.xml").mkdir(parents=True)
    convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial")
    (tmp_path / "out/a.xml").rmdir()
    assert convert.batch(tmp_path / "in", tmp_path / "out", to=["xml"], executor="serial").written == 1


def test_what_fails_by_its_own_fault_is_tried_again_only_when_asked_or_changed(dangerous):
    make_documents(dangerous / "in", a="甲", b="BUG", c="KILL")

    def run_again(**choices):
        report = convert.batch("in", "out", to=["dangerous"], jobs=1, **choices)
        return report.written, report.skipped, [outcome.skipped for outcome in report.failures], report.exit_code

    assert run_again() == (1, 0, [False, False], 1)
    assert run_again() == (0, 1, [True, True], 1)
    assert run_again(retry=True) == (0, 1, [False, False], 1)
    assert run_again(memory=2048) == (0, 1, [False, False], 1)
    assert run_again(memory=2048) == (0, 1, [True, True], 1)
    make_documents(dangerous / "in", b="乙")
    assert run_again(memory=2048) == (1, 1, [True], 1)


def test_a_document_is_never_written_over_itself(tmp_path):
    source = tmp_path / "a.xml"
    source.write_text("甲", encoding="utf-8")
    report = convert.batch([source], tmp_path, to=["xml"], executor="serial")
    assert "written over its own source" in report.failures[0].faults[0].message
    assert source.read_text(encoding="utf-8") == "甲"


def test_a_document_that_vanishes_is_reported_with_file_reason_and_hint(tmp_path):
    jobs = [Job(str(tmp_path / "gone.txt"), str(tmp_path / "out"), "gone", XML)]
    (outcome,) = Pool(1).perform(iter([jobs]))
    assert outcome.faults == (Fault(f"Cannot read {tmp_path / 'gone.txt'}: No such file or directory.",
                                    "Check the name and the permissions."),)


def test_a_listener_that_goes_away_ends_the_workers(tmp_path):
    make_documents(tmp_path / "in", **{f"n{number:03}": "文" for number in range(200)})
    outcomes = Pool(2).perform(cut_shards(plan([tmp_path / "in"], tmp_path / "out", XML), 200, 2))
    next(outcomes)
    outcomes.close()
    assert 0 < len(names(tmp_path / "out")) < 200
    assert not [name for name in names(tmp_path / "out") if name.startswith(".")]


def test_a_worker_that_does_not_hear_is_killed_after_a_while(dangerous, monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0.2)
    make_documents(dangerous / "in", a="甲", b="DEAF")
    outcomes = Pool(1).perform(cut_shards(plan([Path("in")], Path("out"), Settings(("dangerous",))), 2, 1))
    assert next(outcomes).target == "a"
    while not (dangerous / "deaf").exists():
        time.sleep(0.01)
    outcomes.close()
    assert names(dangerous / "out") == ["a.danger"]


def test_an_alarm_rings_once_for_what_takes_too_long_and_never_else():
    rung, heard = [], threading.Event()
    alarm = Alarm(0.01, lambda: (rung.append(1), heard.set()))
    for times in (1, 2):
        with alarm:
            assert heard.wait(60)
        assert len(rung) == times
        heard.clear()
    alarm.close()
    for seconds in (0, 3600):
        with Alarm(seconds, heard.set):
            pass
    assert not heard.is_set()


def test_a_script_without_a_main_guard_may_call_it(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    (tmp_path / "script.py").write_text(textwrap.dedent("""
        import convert
        print(convert.batch("in", "out", to=["xml"]).written)
    """))
    ran = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("1\n", "")


def sized(size: int) -> Job:
    return Job("a", "out", "a", XML, size=size)


def test_a_worker_is_started_only_where_there_is_enough_to_do(monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    assert [count_workers(None, [sized(1000)] * documents) for documents in (1, 8, 9, 25, 1000)] == [1, 1, 2, 4, 4]
    assert [count_workers(None, [sized(500_000)] * documents) for documents in (1, 2)] == [3, 4]
    assert count_workers(None, [sized(0)]) == 1
    assert (count_workers(3, [sized(1000)]), count_workers(None)) == (3, 4)


def test_shards_are_cut_by_size_by_number_and_so_that_all_have_work():
    def cut(size: int, count: int, workers: int) -> list[int]:
        return [len(shard) for shard in cut_shards([sized(size)] * count, count, workers)]

    assert cut(1000, 4, 2) == [1, 1, 1, 1]
    assert cut(1000, 64, 2) == [4] * 16
    assert cut(1000, 10_000, 1)[:2] == [64, 64]
    assert cut(400_000, 1000, 1)[:2] == [2, 2]
    assert cut(9 << 20, 100, 1)[:2] == [1, 1]
    assert cut(0, 0, 1) == []


def test_jobs_are_read_ahead_only_as_far_as_needed(tmp_path):
    make_documents(tmp_path / "in", **{f"n{number:02}": "文" for number in range(20)})
    taken = []
    jobs = (taken.append(job) or job for job in plan([tmp_path / "in"], tmp_path / "out", XML))
    outcomes = Pool(1).perform(cut_shards(jobs, 1, 1))
    next(outcomes)
    assert len(taken) < 6
    assert len(list(outcomes)) == 19


def test_all_in_one_process_gives_the_same(tmp_path):
    make_documents(tmp_path / "in", a="甲", b="乙")
    (tmp_path / "in/c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    for executor, out in (("serial", "one"), ("pool", "other"), (Serial(), "own")):
        report = convert.batch(tmp_path / "in", tmp_path / out, to=["xml"], executor=executor)
        assert (report.written, len(report.failures)) == (2, 1)
    one, other, own = ([replace(outcome, seconds=0) for outcome in read_outcomes(tmp_path / out / "ledger.sqlite")]
                       for out in ("one", "other", "own"))
    assert one == other == own


@pytest.mark.parametrize(("arguments", "message"), [
    ({"to": ["xml", "doc"]}, "No writer is called 'doc'"),
    ({"to": []}, "No format"),
    ({"style": "gongwem"}, "No style is called 'gongwem'"),
    ({"script": "Hant"}, "No script is called 'Hant'"),
    ({"jobs": 0}, "0 workers"),
    ({"paths": ["in", "missing"]}, "There is no file or folder missing"),
    ({"paths": ["empty"]}, "No document in empty"),
])
def test_a_call_that_makes_no_sense_stops_before_any_work(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    make_documents(tmp_path / "in", a="甲")
    make_documents(tmp_path / "empty")
    with pytest.raises(convert.HuoziError, match=message):
        convert.batch(**({"paths": ["in"], "out": "out", "to": ["xml"]} | arguments))
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_is_an_output_error(tmp_path):
    make_documents(tmp_path / "in", a="甲")
    (tmp_path / "file").touch()
    with pytest.raises(convert.OutputError, match="Cannot write"):
        convert.batch(tmp_path / "in", tmp_path / "file", to=["xml"])


def test_folders_are_searched_in_order_and_hidden_files_left_out(tmp_path):
    make_documents(tmp_path / "b", z="文", a="文")
    make_documents(tmp_path / "b/.git", config="文")
    make_documents(tmp_path / "b/out", old="文")
    (tmp_path / "b/image.png").touch()
    (tmp_path / "b/.hidden.txt").touch()
    (tmp_path / "named").touch()
    found = find_documents([tmp_path / "named", tmp_path / "b", tmp_path / "b/a.txt"], without=tmp_path / "b/out")
    assert [path.name for path, _ in found] == ["named", "a.txt", "z.txt"]


PLACES = ("1/a.txt", "2/a.txt", "3/a.txt", "3/A.TXT", "3/b.tei.txt", "3/b.txt", "3/c", "index.txt")

TARGETS = {"1/a.txt": "1/a", "2/a.txt": "2/a", "3/a.txt": "3/a.txt", "3/A.TXT": "3/A", "3/b.tei.txt": "3/b.tei",
           "3/b.txt": "3/b.txt", "3/c": "3/c", "index.txt": "index.txt"}


@pytest.mark.parametrize("turn", [0, 3, 5])
def test_outputs_lie_as_their_sources_do_whatever_the_order_of_the_paths(tmp_path, turn):
    for place in PLACES:
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).touch()
    paths = [tmp_path / place for place in (*PLACES[turn:], *PLACES[:turn])]
    for given in (paths, [*reversed(paths)], [tmp_path], [tmp_path / "3", *paths]):
        jobs = plan(given, tmp_path / "out", XML)
        assert {Path(job.source).relative_to(tmp_path).as_posix(): job.target for job in jobs} == TARGETS


def test_archives_beside_each_other_are_folders(tmp_path):
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr("a.txt", "文")
    both = plan([tmp_path / "two.zip", tmp_path / "one.zip"], tmp_path / "out", XML)
    assert [job.target for job in both] == ["two/a", "one/a"]
    assert [job.target for job in plan([tmp_path / "two.zip"], tmp_path / "out", XML)] == ["a"]


LINES = (b'\xef\xbb\xbf{"text": "\xe7\x94\xb2\xe3\x80\x82"}\n\n'
         b'  {"text": "\xe4\xb9\x99\xff\xe3\x80\x82"}\r\n{"text": "\xe4\xb8\x99"}')
"""Records with a byte order mark, an empty line, a byte that is none of UTF-8, and no last line end."""


def test_records_travel_as_places_and_are_what_they_are_without(tmp_path):
    (tmp_path / "r.jsonl").write_bytes(LINES)
    jobs = list(plan([tmp_path / "r.jsonl"], tmp_path / "out", XML))
    assert [(job.at, job.size) for job in jobs] == [((0, 22), 22), ((23, 23), 23), ((46, 15), 15)]
    for job in jobs:
        with_place, without = load(Path(job.source), {}, job.at), load(Path(job.source), {})
        assert with_place[:2] == without[:2]
    assert [Serial().perform(iter([[job]])).__next__().failed for job in jobs] == [False] * 3
    (tmp_path / "r.jsonl").write_bytes(LINES[:30])
    outcome = next(Serial().perform(iter([jobs[2:]])))
    assert "has changed while it was read" in outcome.faults[0].message


@pytest.mark.parametrize("data", ['{"text": "甲"}\n{"text": "乙"}\n'.encode("utf-16"),
                                  '{"text": "今天下午的会议在北京举行。"}\n{"text": "乙"}\n'.encode("gb18030"),
                                  '{"text": "甲"}\r{"text": "乙"}\r'.encode()])
def test_records_in_other_encodings_have_no_places(tmp_path, data):
    (tmp_path / "r.jsonl").write_bytes(data)
    assert [job.at for job in plan([tmp_path / "r.jsonl"], tmp_path / "out", XML)] == [None, None]
    assert convert.batch(tmp_path / "r.jsonl", tmp_path / "out", to=["xml"], jobs=1).written == 2


def test_a_plan_of_many_documents_is_not_held_in_memory(tmp_path):
    def hold(count: int) -> int:
        """The most bytes that Python holds while so many documents are planned and given."""
        (tmp_path / f"{count}.jsonl").write_text(f'{{"text": "{"甲" * 100}"}}\n' * count, encoding="utf-8")
        tracemalloc.start()
        assert len({job.target for job in islice(plan([tmp_path / f"{count}.jsonl"], tmp_path, XML), 20)}) == 20
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    hold(1000)  # more than what the encoding is found by
    # Now and then the interpreter makes room for all names of files that it ever met: that is no turn to measure.
    assert any(hold(4000) < 1.5 * hold(1000) for _ in range(3))


def test_a_plan_gives_names_back_as_the_system_gave_them(tmp_path):
    names = ("文", "\udce6\udc96\udc87", "\udcff", "a\nb")
    made = planned.Planned("out", XML, {})
    for name in names:
        made.add(planned.Entry(f"in/{name}.txt", f"{name}.txt", 1, "", None))
    made.choose_targets()
    assert [(job.source, job.target) for job in made] == [(f"in/{name}.txt", name) for name in names]


def test_a_plan_for_which_there_is_no_room_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(planned, "TABLES", f"PRAGMA max_page_count = 4;{planned.TABLES}")
    (tmp_path / "r.jsonl").write_text('{"text": "甲"}\n' * 400, encoding="utf-8")
    with pytest.raises(convert.OutputError, match=r"Cannot write the plan of the run to a temporary file: .* full"):
        plan([tmp_path / "r.jsonl"], tmp_path, XML)


def test_patterns_are_the_files_they_match(tmp_path):
    make_documents(tmp_path / "in/下", a="甲", b="乙", **{"c[1]": "丙"})
    make_documents(tmp_path / "in", d="丁")

    def sources(*patterns: str) -> list[str]:
        return [Path(job.source).name for job in plan([tmp_path / each for each in patterns], tmp_path / "out", XML)]

    assert sources("in/下/[ab].txt") == ["a.txt", "b.txt"]
    assert sources("in/**/*.txt") == ["d.txt", "a.txt", "b.txt", "c[1].txt"]
    assert sources("in/下/c[1].txt") == ["c[1].txt"]
    with pytest.raises(convert.SourceError, match="Nothing matches"):
        sources("in/*.html")


def test_a_name_too_long_for_its_suffixes_is_shortened(tmp_path):
    long = "在全市推进重要政策重要决策落实工作视频会议上的讲话" * 3
    make_documents(tmp_path / "in", **{long: "文", long + "二": "文"})
    report = convert.batch(tmp_path / "in", tmp_path / "out", to=["tei"], executor="serial")
    assert (report.written, report.failures) == (2, [])
    made = [name for name in names(tmp_path / "out") if name.endswith(".tei.xml")]
    assert len(made) == 2
    assert all(name.startswith(long[:60]) and len(name.encode()) <= 208 for name in made)


def test_jobs_and_outcomes_cross_the_process_border_unchanged():
    options = (("tei", "flavour", "reading"), ("tei", "lines", True))
    settings = Settings(("pdf", "tei"), "book", "zh-Hant", True, options)
    job = Job("\udcff.txt", "out", "\udcff", settings, {"pdf": "seal"}, (("corrections", "digest"),), "1 2", 3, (4, 5))
    outcome = Outcome("a", "b", "digest", {"pdf": "seal"}, {"pdf": {"version": "1"}}, outputs={"pdf": 3}, title="題",
                      notices={"x": 1}, certainty=0.5, seconds=0.25, trial="trial",
                      faults=(Fault("m", "h", lasting=True), Fault("n")))
    assert unpack_job(json.loads(json.dumps(pack(job)))) == job
    assert settings.options_of("tei") == {"flavour": "reading", "lines": True}
    assert unpack_outcome(json.loads(json.dumps(pack(outcome)))) == outcome
