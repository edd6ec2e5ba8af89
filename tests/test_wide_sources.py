"""Documents in Parquet and WARC, and behind URLs: extras, tested where they are installed."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

import convert
from convert.containers.entry import LeftOut
from convert.sources import find_documents

ROWS = [{"标题": f"关于第{number}项工作的通知", "内容": f"第{number}段正文，内容完整。", "日期": date(2020, 1, number)}
        for number in range(1, 6)]

PAGE = "<html><head><title>要闻</title></head><body><h1>要闻</h1><p>今天下午，会议在北京举行。</p></body></html>"

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def list_found(path: Path) -> tuple[list[Path], list[LeftOut]]:
    left_out: list[LeftOut] = []
    return [file for file, _ in find_documents([path], left_out=left_out)], left_out


@pytest.fixture
def table(tmp_path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet is an extra")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "rows.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path, row_group_size=2)
    return path


def test_a_row_of_parquet_is_a_document_with_its_facts(table):
    found, left_out = list_found(table)
    assert ([path.name for path in found], left_out) == ([f"rows-{number:05d}" for number in range(1, 6)], [])
    tree = convert.read(found[3])
    assert tree.article.title.text_content == "关于第4项工作的通知"
    assert "第4段正文，内容完整。" in tree.article.text_content
    assert [field.value for field in tree.meta.fields if field.name == "date"] == ["2020-01-04"]


def test_a_batch_takes_parquet_and_does_nothing_twice(table, tmp_path):
    for counts in ((5, 0), (0, 5)):
        report = convert.batch(table, tmp_path / "out", to=["xml"], jobs=2)
        assert (report.written, report.skipped, report.failures) == (*counts, [])


@pytest.mark.parametrize("data", [b"PAR1", b"", b"PAR1" + bytes(99) + b"PAR1", b"no parquet"])
def test_damaged_parquet_is_told(tmp_path, data):
    pytest.importorskip("pyarrow", reason="Parquet is an extra")
    (tmp_path / "x.parquet").write_bytes(data)
    with pytest.raises(convert.SourceError, match=r"x\.parquet is damaged"):
        list_found(tmp_path)


def make_warc(*records: tuple[str, str, str, bytes]) -> bytes:
    """A WARC file of records: type, address, media type and payload; those of servers have an HTTP header."""
    made = b""
    for kind, address, media, payload in records:
        if kind == "response":
            payload = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + payload
            media = "application/http; msgtype=response"
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\n"
                f"WARC-Record-ID: <urn:uuid:{len(made):032d}>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
                f"Content-Length: {len(payload)}\r\n\r\n")
        made += head.encode() + payload + b"\r\n\r\n"
    return made


RECORDS = (
    ("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
    ("response", "http://e.cn/a", "text/html; charset=gb2312", PAGE.encode("gb18030")),
    ("response", "http://e.cn/b.png", "image/png", b"\x89PNG"),
    ("conversion", "http://e.cn/c", "text/plain", "第一段。\n第二段。\n".encode()),
)


@pytest.mark.parametrize(("name", "pack"), [("w.warc", bytes), ("w.warc.gz", gzip.compress)])
def test_pages_of_warc_are_documents_and_the_rest_is_told(tmp_path, name, pack):
    pytest.importorskip("fastwarc", reason="WARC is an extra")
    (tmp_path / name).write_bytes(pack(make_warc(*RECORDS)))
    found, left_out = list_found(tmp_path)
    assert len(found) == 2
    assert [each.why for each in left_out] == ["It holds no text: it is image/png."]
    page, text = map(convert.read, found)
    assert "今天下午，会议在北京举行。" in page.article.text_content
    assert "http://e.cn/a" in page.meta.text_content
    assert text.article.text_content == "第一段。第二段。"


def test_a_damaged_warc_gives_what_is_whole(tmp_path):
    pytest.importorskip("fastwarc", reason="WARC is an extra")
    (tmp_path / "w.warc").write_bytes(make_warc(*RECORDS[:2]) + b"WARC/1.0\r\nrubbish")
    assert len(list_found(tmp_path)[0]) == 1
    (tmp_path / "w.warc").write_bytes(b"rubbish" * 100)
    with pytest.raises(convert.SourceError, match="No document in"):
        list_found(tmp_path)


@pytest.mark.parametrize(("name", "module"), [("x.parquet", "pyarrow.parquet"), ("x.warc", "fastwarc.warc")])
def test_without_the_extra_it_is_said_how_to_get_it(tmp_path, monkeypatch, name, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(convert.SourceError, match=r"is not installed\. Install it: pip install 'huozi\["):
        list_found(tmp_path / name)
