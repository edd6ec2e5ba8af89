"""The index of a batch, and what is told while it runs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

import convert
from convert.cli import progress
from convert.production import index
from convert.production.job import Fault, Outcome
from convert.production.ledger import Ledger
from convert.sources import find_documents
from convert.sources.ours import tell_ours

NAMES = ("a b", "=1+1", "甲\u202e乙", "下/#?&<", "\udcff", "two\nlines")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents with names that need care, one that fails, and a file that is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in/下").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / f"in/{name}.txt").write_text("关于开展检查的通知\n\n2020年1月2日\n\n正文一段。\n", encoding="utf-8")
    (tmp_path / "in/broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "in/c.py").touch()
    convert.batch("in", "out", to=["xml", "epub"], executor="serial")
    return tmp_path


def read_table(folder: Path) -> list[dict[str, str]]:
    with (folder / "out/index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_every_document_the_worst_first(folder):
    table = read_table(folder)
    assert len(table) == len(NAMES) + 2
    assert (table[0]["source"], table[0]["state"]) == ("in/broken.txt", "failed")
    assert "holds no text" in table[0]["faults"]
    assert (table[-1]["source"], table[-1]["state"]) == ("in/c.py", "left out")
    one = table[1]
    assert (one["state"], one["title"], one["date"]) == ("done", "关于开展检查的通知", "2020-01-02")
    assert 0 < float(one["certainty"]) <= 1
    sure = [float(row["certainty"]) for row in table[1:-1]]
    assert sure == sorted(sure)
    assert not any(cell.startswith(("=", "+", "@")) for row in table for cell in row.values())


def test_links_of_the_page_lead_to_the_outputs(folder):
    page = html.parse(str(folder / "out/index.html"))
    links = [unquote(link, errors="surrogateescape") for link in page.xpath("//td/a/@href")]
    assert len(links) == 2 * len(NAMES)
    assert all((folder / "out" / link).is_file() for link in links)
    assert page.xpath("string(//tr[@class='failed']/td[1])") == "in/broken.txt"
    assert "in/c.py" in page.xpath("string(//ul)")
    assert not page.xpath("//script | //link | //img | //@src")


def test_pages_of_review_are_made_of_the_worst_linked_and_go_when_they_are_old(folder, monkeypatch):
    def links() -> list[str]:
        found = html.parse(str(folder / "out/index.html")).xpath("//td/a[. = 'review']/@href")
        return [unquote(link, errors="surrogateescape") for link in found]

    assert links() == []
    report = convert.batch("in", "out", to=["xml"], review=4, executor="serial")
    assert (report.skipped, len(links())) == (len(NAMES), 4)
    pages = [folder / "out" / link for link in links()]
    assert all("关于开展检查的通知" in page.read_text(encoding="utf-8") for page in pages)
    homes = [json.loads(html.parse(str(page)).xpath("string(//script[@id='data'])"))["home"] for page in pages]
    assert {(page.parent / home).resolve() for page, home in zip(pages, homes, strict=True)} == {
        (folder / "out/index.html").resolve()}
    assert not [file for file, _ in find_documents([folder / "out"]) if "review" in file.parts]
    before = {page: page.stat().st_mtime_ns for page in pages}
    convert.batch("in", "out", to=["xml"], review=4, executor="serial")
    assert {page: page.stat().st_mtime_ns for page in pages} == before
    changed = folder / "in" / pages[0].relative_to(folder / "out/review").with_suffix(".txt")
    changed.write_text("另一篇文章。\n\n正文。\n", encoding="utf-8")
    convert.batch("in", "out", to=["xml"], executor="serial")
    assert (pages[0].exists(), len(links())) == (False, 3)


def test_an_output_is_no_page_of_review_though_it_lies_where_one_would(tmp_path):
    for place in ("a.txt", "review/a.txt"):
        (tmp_path / "in" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / place).write_text("正文。", encoding="utf-8")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["html"], review=9, executor="serial")
    made = (tmp_path / "out/review/a.html").read_bytes()
    (tmp_path / "in/a.txt").write_text("另一篇。", encoding="utf-8")
    convert.batch(tmp_path / "in", tmp_path / "out", to=["html"], executor="serial")
    assert (tmp_path / "out/review/a.html").read_bytes() == made
    page = html.parse(str(tmp_path / "out/index.html"))
    assert page.xpath("//td/a[. = 'review']/@href") == ["review/review/a.html"]


def test_records_have_pages_of_review_by_the_field_that_holds_their_text(tmp_path):
    (tmp_path / "r.jsonl").write_text('{"正": "甲。"}\n{"正": "乙。"}\n', encoding="utf-8")
    convert.batch(tmp_path / "r.jsonl", tmp_path / "out", to=["xml"], fields={"text": "正"}, review=9,
                  executor="serial")
    assert sorted(page.name for page in (tmp_path / "out/review").iterdir()) == ["r-00001.html", "r-00002.html"]


def test_the_index_says_nothing_of_times_and_is_no_document(folder):
    before = {name: (folder / "out" / name).read_bytes() for name in ("index.html", "index.csv")}
    convert.batch("in", "out", to=["xml", "epub"], again=True, executor="serial")
    assert {name: (folder / "out" / name).read_bytes() for name in before} == before
    assert not [file for file, _ in find_documents([folder / "out"]) if file.stem == "index"]


def test_a_page_with_more_documents_than_a_browser_likes_says_so(folder, monkeypatch):
    monkeypatch.setattr(index, "SHOWN", 3)
    convert.batch("in", "out", to=["xml", "epub"], executor="serial")
    page = html.parse(str(folder / "out/index.html"))
    assert len(page.xpath("//tbody/tr")) == 3
    assert page.xpath("//p/a/@href") == ["index.csv"]


@pytest.mark.parametrize("name", ["index.html", "index.csv"])
def test_an_index_of_somebody_else_is_left_alone(tmp_path, name):
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / name).write_text("<html><body>我的。", encoding="utf-8")
    for _ in range(2):
        report = convert.batch(tmp_path, tmp_path, to=["xml"], executor="serial")
        assert (tmp_path / name).read_text(encoding="utf-8") == "<html><body>我的。"
        assert "index of the batch is not written over it" in report.left_out[-1].why
    assert tell_ours(tmp_path / ("index.csv" if name == "index.html" else "index.html"))


def test_a_line_now_and_then_says_how_far_it_is(capsys):
    times = iter([0.0, 0.0, *(5.0 * step for step in range(1, 40))])
    watch = progress.make_lines(lambda: next(times))
    for number in range(6):
        watch(Outcome(f"{number}", "t", faults=(Fault("it broke."),) if number == 1 else ()), 100)
    lines = capsys.readouterr().err.splitlines()
    assert "1: it broke." in lines
    told = [line for line in lines if "documents" in line]
    assert 1 <= len(told) < 6
    assert told[0].endswith("failed") or "left" in told[0]
    assert " of 100 documents, " in told[0]


@pytest.mark.parametrize(("seconds", "printed"), [(0, "0 s"), (99, "99 s"), (600, "10 min"), (7200, "2.0 h")])
def test_times_are_printed_for_people(seconds, printed):
    assert progress.print_time(seconds) == printed


def test_an_event_says_what_became_of_a_document(capsys):
    progress.print_event(Outcome("a", "b", skipped=True, faults=(Fault("m", "h"),)), 7)
    progress.print_event(Outcome("a", "b", outputs={"xml": 3}, certainty=0.5, seconds=0.1, title="题"), 7)
    one, other = map(json.loads, capsys.readouterr().out.splitlines())
    assert one == {"event": "document", "source": "a", "target": "b", "state": "failed", "of": 7,
                   "faults": [{"message": "m", "hint": "h"}]}
    assert (other["state"], other["outputs"], other["title"]) == ("written", {"xml": 3}, "题")


def test_a_ledger_without_rows_has_an_empty_index(tmp_path):
    with Ledger(tmp_path / "out") as ledger:
        assert index.write_index(tmp_path / "out", ledger.path, []) == []
    assert (tmp_path / "out/index.csv").read_text(encoding="utf-8-sig").count("\n") == 1
