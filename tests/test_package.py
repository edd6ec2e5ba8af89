"""Zip packages: readable by everybody, the same bytes every time."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.errors import OutputError
from convert.formats import package
from convert.formats.package import pack, write_package

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0/\\", exclude_categories=["Cs"])
NAMES = st.text(CHARACTERS, min_size=1, max_size=12)


@settings(derandomize=True, max_examples=60)
@given(st.dictionaries(NAMES, st.tuples(st.binary(max_size=400), st.integers(0, 9)), max_size=6))
def test_what_is_packed_is_what_zipfile_reads(files: dict[str, tuple[bytes, int]]) -> None:
    out = io.BytesIO()
    write_package(out, [pack(name, data, level) for name, (data, level) in files.items()])
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(files)
        assert {name: archive.read(name) for name in files} == {name: data for name, (data, _) in files.items()}
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) and info.external_attr >> 16 == 0o100644
                   for info in archive.infolist())


def test_level_zero_stores_and_other_levels_deflate() -> None:
    assert pack("mimetype", b"a" * 100, 0).method == package.STORED
    assert pack("a.xml", b"a" * 100).method == package.DEFLATED
    assert pack("a.png", b"\x07").packed == b"\x07"


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"two entries called a\.xml"):
        write_package(io.BytesIO(), [pack("a.xml", b"1"), pack("a.xml", b"2")])


def test_a_package_beyond_the_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_ENTRIES", 1)
    with pytest.raises(OutputError, match="65,535 parts"):
        write_package(io.BytesIO(), [pack("a", b"1"), pack("b", b"2")])
