"""The sheet of a document: rows that account for the source, what lost, and figures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from trees import SEEDS

import convert
from convert.review.desk import Paper, read_sheet
from convert.review.figures import measure
from convert.review.rows import CUT, HIDDEN
from convert.review.sheet import DOUBT, Sheet, to_plain
from convert.span import cut_text
from convert.tree.nodes import squeeze
from convert.tree.outline import outline

PAGE = """<html><head><title>窗口</title></head><body><nav><a href="/">首页</a></nav><h1>关于加强管理的通知</h1>
<p>各单位：</p><p>现将有关事项通知如下，请认真贯彻执行。</p>
<table><tr><th>项目</th><th>金额</th></tr><tr><td>办公</td><td>一百元</td></tr></table></body></html>"""


def look(path: Path) -> Sheet:
    return read_sheet(Paper(path, path.name))


@pytest.fixture(scope="module", params=sorted(path.name for path in SEEDS.glob("*.txt")))
def seed(request) -> Sheet:
    return look(SEEDS / request.param)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_hold_every_character_that_is_no_space(seed: Sheet) -> None:
    held = sorted(span for row in seed.rows for span in row.at)
    assert all(before[1] <= after[0] for before, after in pairwise(held))
    place = 0
    for start, end in [*held, (len(seed.text), 0)]:
        assert not seed.text[place:start].strip("\ufeff \t\r\n\u3000\u00a0\u200b\0")
        place = end


def test_rows_are_the_blocks_of_the_outline(seed: Sheet) -> None:
    tree = convert.read(SEEDS / seed.name)
    told = [(row.kind, row.level) for row in outline(tree) if row.kind not in ("noise", "article")]
    shown = [(row.kind, str(row.depth or "")) for row in seed.rows if row.kind != CUT]
    assert sorted(shown) == sorted(told)


def test_markup_is_no_row_but_told(tmp_path: Path) -> None:
    sheet = look(write(tmp_path, "a.html", PAGE))
    assert "<nav>" in cut_text(sheet.text, sheet.markup)
    assert not any(row.by.startswith(HIDDEN) for row in sheet.rows)
    assert [squeeze(cut_text(sheet.text, row.at)) for row in sheet.rows if row.kind == CUT] == ["窗口", "首页"]


def test_what_was_cut_as_one_is_one_row(tmp_path: Path) -> None:
    page = PAGE.replace("首页", "打印<b>本页</b>").replace("各单位：", "打印本页</p><p>各单位：")
    sheet = look(write(tmp_path, "a.html", page))
    assert [squeeze(cut_text(sheet.text, row.at)) for row in sheet.rows if row.kind == CUT] == [
        "窗口", "打印本页", "打印本页"]


def test_a_row_of_a_table_is_one_row(tmp_path: Path) -> None:
    sheet = look(write(tmp_path, "a.html", PAGE))
    assert [cut_text(sheet.text, row.at) for row in sheet.rows if row.kind == "row"] == ["项目金额", "办公一百元"]


def test_losers_are_told_the_nearest_first(seed: Sheet) -> None:
    assert any(seed.losers)
    for row, losers in zip(seed.rows, seed.losers, strict=True):
        assert row.kind not in [loser.kind for loser in losers]
        assert [loser.nats for loser in losers] == sorted(loser.nats for loser in losers)


def test_a_finished_tree_has_rows_and_no_losers(tmp_path: Path) -> None:
    convert.write(convert.read(SEEDS / "001_1264ee8be870ad55.txt"), tmp_path / "a.xml")
    sheet = look(tmp_path / "a.xml")
    source = look(SEEDS / "001_1264ee8be870ad55.txt")
    assert (sheet.rows, sheet.text, sheet.digest) == (source.rows, source.text, source.digest)
    assert not any(sheet.losers)


def test_an_empty_document_has_an_empty_sheet(tmp_path: Path) -> None:
    sheet = look(write(tmp_path, "a.txt", ""))
    assert (sheet.rows, sheet.text) == ([], "")
    assert measure(sheet) == (0.0, len(sheet.remarks), 0.0, 0, 0, 0)


def test_figures_count_what_is_on_the_sheet(seed: Sheet) -> None:
    figures = measure(seed)
    blocks = [row for row in seed.rows if row.kind != CUT]
    assert figures.blocks == len(blocks)
    assert figures.doubtful == sum(row.cert < DOUBT for row in blocks)
    assert figures.remarks == len(seed.remarks)
    assert min(row.cert for row in blocks) <= figures.certainty <= max(row.cert for row in blocks)
    assert 0 <= figures.cuts < 1


def test_the_worst_stand_first(tmp_path: Path) -> None:
    clean = measure(look(write(tmp_path, "a.txt", "# 通知\n\n" + "各单位要认真贯彻执行有关规定。\n" * 9)))
    assert clean._replace(certainty=0.5).rank < clean.rank
    assert clean._replace(remarks=9).rank < clean.rank
    assert clean._replace(cuts=0.5).rank < clean._replace(cuts=0.1).rank


def test_places_are_plain_numbers(seed: Sheet) -> None:
    plain = to_plain(seed)
    kind, at, *_ = plain["rows"][0]
    assert kind == seed.rows[0].kind
    assert list(zip(at[::2], at[1::2], strict=True)) == list(seed.rows[0].at)
    assert set(plain["reasons"]) == {row.by for row in seed.rows}
