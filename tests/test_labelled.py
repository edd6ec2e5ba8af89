"""How outlines kept as labels name the lines of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled import build_rows

TEXT = "青云志\n林 远\n第一句话\n说完了。\n\n渠首\n\n渠尾\n"


def rows_of(folder: Path, labels: str) -> list[tuple[str, str]]:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.labels").write_text(labels, encoding="utf-8")
    return [(row["kind"], row["text"]) for row in build_rows(folder / "a.labels", folder / "a.txt")]


def test_spans_join_lines_part_them_and_cut_columns(tmp_path: Path) -> None:
    labels = "1 title\n2:0-1 byline  # one column\n3-4 p\n6..8 li\n- article\n"
    assert rows_of(tmp_path, labels) == [
        ("title", "青云志"), ("byline", "林"), ("p", "第一句话说完了。"),
        ("li", "渠首"), ("li", "渠尾"), ("article", "")]


@pytest.mark.parametrize("span", ["3...4", "three", "3-", "3..4,6"])
def test_what_names_no_lines_is_told(tmp_path: Path, span: str) -> None:
    with pytest.raises(ValueError, match="names no lines"):
        rows_of(tmp_path, f"{span} p\n")
