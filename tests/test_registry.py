"""Formats and their options."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import NAMES, seed_tree

import convert
from convert.errors import UsageError
from convert.formats.registry import find_writer


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match=r"No writer is called 'doc'\. Did you mean 'docx'\? Known formats: docx, pdf"):
        find_writer("doc")


def test_an_option_a_writer_does_not_know_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    with pytest.raises(UsageError, match=r"The xml writer has no option 'remarks'\. It has none"):
        convert.write(seed_tree(NAMES[0]), path, remarks=True)
    assert not path.exists()
