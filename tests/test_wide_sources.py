"""Documents in Parquet and WARC, and behind URLs: extras, tested where they are installed."""

from __future__ import annotations

import gzip
import sys
import zipfile
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


def test_only_the_group_of_a_row_is_read(table, monkeypatch):
    from pyarrow.parquet import ParquetFile

    read, iter_batches = [], ParquetFile.iter_batches
    monkeypatch.setattr(ParquetFile, "iter_batches", lambda self, **given: read.append(given["row_groups"])
                        or iter_batches(self, **given))
    found, _ = list_found(table)
    assert read == []
    for number in (4, 3, 5, 2):
        assert f"第{number}段正文" in convert.read(found[number - 1]).article.text_content
    assert read == [[1], [1], [2], [0]]


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
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(convert.SourceError, match=r"is not installed\. Install it: pip install 'huozi\["):
        list_found(tmp_path / name)


@pytest.fixture
def served(tmp_path: Path) -> str:
    """A folder behind a URL, with a document, an archive, files of records, and what is none."""
    pytest.importorskip("fsspec", reason="it is an extra")
    (tmp_path / "far/下").mkdir(parents=True)
    (tmp_path / "far/a.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / "far/下/r.jsonl").write_text('{"text": "甲。"}\n{"text": "乙。"}\n', encoding="utf-8")
    (tmp_path / "far/p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "far/.git").mkdir()
    (tmp_path / "far/.git/x.txt").touch()
    with zipfile.ZipFile(tmp_path / "far/z.zip", "w") as archive:
        archive.writestr("b.txt", "丙。")
    return f"file://{tmp_path}/far"


def test_a_url_is_a_source_as_a_folder_is(served, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for counts in ((4, 0), (0, 4)):
        report = convert.batch(served, "out", to=["xml"], jobs=2)
        assert (report.written, report.skipped, report.failures) == (*counts, [])
    assert sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.xml")) == [
        "a.xml", "z/b.xml", "下/r/r-00001.xml", "下/r/r-00002.xml"]
    assert sorted(each.path.name for each in report.left_out) == ["p.png", "x.txt"]
    assert convert.read(f"{served}/a.txt").article.text_content == "正文。"
    assert convert.read(f"{served}/z.zip/b.txt").article.text_content == "丙。"


def test_a_url_that_leads_nowhere_is_told(served, monkeypatch):
    for url in (f"{served}/none", "nonsense://x/y", "memory://none"):
        with pytest.raises(convert.SourceError, match=r"Cannot read|There is nothing at"):
            convert.batch(url, "out", to=["xml"])
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(convert.SourceError, match="fsspec is not installed"):
        convert.batch(served, "out", to=["xml"])


def test_what_lies_here_under_the_name_of_a_url_is_no_url(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s3:").mkdir()
    (tmp_path / "s3:/a.txt").write_text("正文。", encoding="utf-8")
    assert convert.batch("s3:/a.txt", "out", to=["xml"], executor="serial").written == 1
