"""What `status` and `verify` tell of the folder of a batch."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import convert
from convert.cli import main
from convert.production.hold import Hold
from convert.production.inspection import Departure, summarize, verify


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that were written, and one that failed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / f"in/{name}.txt").write_text(f"正文{name}。", encoding="utf-8")
    (tmp_path / "in/c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    convert.batch("in", "out", to=["xml", "epub"], executor="serial")
    return tmp_path / "out"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0), capsys.readouterr().out


def test_status_counts_what_is_done_and_says_why_the_rest_is_not(folder, capsys):
    status = summarize(folder)
    assert (status.done, status.failed, status.planned, status.over, status.running) == (2, 1, 3, True, False)
    assert dict(status.files) == {"xml": 2, "epub": 2}
    assert status.sizes["xml"] == sum(path.stat().st_size for path in folder.glob("*.xml"))
    (fault,) = status.faults
    assert fault.startswith("c.txt holds no text")
    code, shown = run(capsys, "status", "out")
    assert code == 1
    assert "the last run, of 3 documents, is over\ndocuments: 2 done, 1 failed\n" in shown
    assert fault[:20] in shown
    assert json.loads(run(capsys, "status", "out", "--json")[1])["failed"] == 1


def test_status_tells_a_run_that_was_stopped_from_one_that_goes_on(folder, capsys):
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as rows, rows:
        rows.execute("UPDATE runs SET over = 0")
    assert "was stopped" in run(capsys, "status", "out")[1]
    hold = Hold(folder)
    assert summarize(folder).running
    assert "is going on" in run(capsys, "status", "out")[1]
    hold.release()


def test_verify_finds_what_is_missing_or_changed(folder, capsys):
    assert list(verify(folder)) == []
    assert run(capsys, "verify", "out") == (0, "out: all outputs are what they were\n")
    (folder / "a.xml").unlink()
    (folder / "b.epub").write_bytes(b"PK" + (folder / "b.epub").read_bytes()[2:] + b"\0")
    assert list(verify(folder)) == [
        Departure(str(Path("in/a.txt")), str(folder / "a.xml"), "It is missing."),
        Departure(str(Path("in/b.txt")), str(folder / "b.epub"), "It was changed.")]
    code, shown = run(capsys, "verify", "out", "--json")
    assert (code, [row["why"] for row in json.loads(shown)]) == (1, ["It is missing.", "It was changed."])
    assert convert.batch("in", "out", to=["xml", "epub"], executor="serial").written == 2
    assert list(verify(folder)) == []


def test_what_an_earlier_version_made_cannot_be_proved(folder):
    (folder / "ledger.sqlite").unlink()
    line = {"source": "in/a.txt", "target": "a", "digest": "0", "seals": {"xml": "s"}, "outputs": {"xml": 3}}
    (folder / "ledger.jsonl").write_text(json.dumps(line) + "\n[]\n", encoding="utf-8")
    assert [each.why for each in verify(folder)] == [
        "An earlier version made it, and did not say by which rules.", "A row of the ledger is damaged."]
    assert (summarize(folder).done, summarize(folder).damaged) == (1, 1)


@pytest.mark.parametrize("ask", [summarize, lambda folder: list(verify(folder))])
def test_a_folder_without_a_ledger_is_refused(tmp_path, ask):
    with pytest.raises(convert.SourceError, match="holds no ledger of a batch"):
        ask(tmp_path)
