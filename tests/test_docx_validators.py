"""DOCX before Microsoft's own validator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx_files import notice, remarked, render, seeds_collection
from office_facts import FACTS
from trees import whole_tree
from validators.ooxml import VERSIONS, find_faults

from convert.style.sheet import list_styles

LETTER = FACTS | {"格式": "信函"}
FILES: dict[str, Callable[[], bytes]] = {
    **{f"collection {style}": lambda style=style: render(seeds_collection(), style) for style in list_styles()},
    "full book": lambda: render(whole_tree(), "book"), "full gongwen": lambda: render(whole_tree(), "gongwen"),
    "notice": lambda: render(notice(annex=True), "gongwen", dispatch=FACTS),
    "letter": lambda: render(notice(), "gongwen", dispatch=LETTER),
    "notes and remarks": lambda: render(remarked(), "newspaper", remarks=True),
}


OLD = ("collection gongwen", "full book", "letter", "notes and remarks")
"""What the oldest version is asked too: between them they have everything."""


@pytest.mark.parametrize(("file", "version"), [
    *((file, VERSIONS[0]) for file in FILES), *((file, VERSIONS[1]) for file in OLD)])
def test_microsofts_validator_finds_nothing(file: str, version: str, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(FILES[file]())
    assert find_faults(path, version) == []


def test_microsofts_validator_finds_nothing_in_a_filled_reference(tmp_path: Path) -> None:
    docx.Document().save(tmp_path / "mine.docx")
    (tmp_path / "made.docx").write_bytes(render(remarked(), "gongwen", reference=tmp_path / "mine.docx", remarks=True))
    assert find_faults(tmp_path / "made.docx", "Microsoft365") == []
