"""Archives and records: each entry a document of its own, with the facts that come with it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from packed import make_lines, make_tar, make_zip
from text_account import find_faults

import convert
from convert.containers import limits
from convert.containers.documents import list_documents, open_inner
from convert.containers.entry import LeftOut
from convert.containers.fields import find_fields
from convert.containers.kinds import KINDS
from convert.containers.record import make_reader
from convert.formats.registry import read_suffixes
from convert.sources import find_documents
from convert.sources.loading import load

PAGE = "<html><body><h1>页</h1><p>正文。</p></body></html>"
BODY = "各单位：\n现将有关事项通知如下。\n一、总体要求\n坚持以人为本。\n"
RECORD = {"id": 7, "title": "关于做好工作的通知", "content": BODY, "pub_date": "2021-03-04", "author": "张三",
          "source": "新华社", "tags": ["经济", "贸易"], "extra": {"版面": "第一版"}, "empty": "", "none": None}


def found(path: Path, **more: object) -> list[str]:
    return [below.as_posix() for _, below in find_documents([path], **more)]


def facts(tree: convert.Document) -> dict[str, str]:
    return {field.label or field.name: field.text_content for field in tree.iter("field")}


def left_out_of(path: Path) -> dict[str, str]:
    left_out: list[LeftOut] = []
    list(find_documents([path], left_out=left_out))
    return {each.path.relative_to(path).as_posix(): each.why for each in left_out}


@pytest.mark.parametrize(("name", "make"), [
    ("a.zip", make_zip), ("a.tar", make_tar), ("a.tar.gz", lambda held: make_tar(held, "gz")),
    ("a.tgz", lambda held: make_tar(held, "gz")), ("a.tar.bz2", lambda held: make_tar(held, "bz2")),
    ("a.tar.xz", lambda held: make_tar(held, "xz")),
])
def test_an_archive_is_a_folder(tmp_path, name, make):
    path = tmp_path / name
    path.write_bytes(make({"b.html": PAGE, "下/甲.txt": "正文甲。", "c.md": "# 题\n"}))
    assert found(path) == ["b.html", "下/甲.txt", "c.md"]
    assert found(tmp_path) == ["a/b.html", "a/下/甲.txt", "a/c.md"]
    for entry, text in (("c.md", "题"), ("b.html", "页正文。"), ("下/甲.txt", "正文甲。")):  # backwards too
        tree = convert.read(path / entry)
        assert (tree.article.text_content, tree.record.source.name) == (text, Path(entry).name)
    with pytest.raises(convert.SourceError, match=r"There is no d\.txt in .*Check the name"):
        convert.read(path / "d.txt")


def test_an_archive_of_one_document_is_that_document():
    assert convert.read(make_zip({"甲.txt": "正文甲。", "p.png": b"\x89PNG"}), "a.zip").record.source.name == "甲.txt"
    assert convert.read(gzip.compress("正文甲。".encode()), "甲.txt.gz").record.source.name == "甲.txt"
    with pytest.raises(convert.SourceError, match=r"a\.zip holds several documents.* or name one: a\.zip/甲\.txt"):
        convert.read(make_zip({"甲.txt": "甲", "乙.txt": "乙"}), "a.zip")


def test_archives_lie_in_archives_up_to_a_depth(tmp_path):
    data = make_zip({"甲.txt": "正文。", "p.png": b"\x89PNG"})
    for level in range(4):
        data = make_zip({f"{level}.zip": data, f"{level}.txt": "正文。"})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert found(path) == ["3.zip/2.zip/1.txt", "3.zip/2.txt", "3.txt"]
    assert left_out_of(path) == {"3.zip/2.zip/1.zip": "It lies in 3 archives, one in the other: unpack the outermost."}
    assert convert.read(path / "3.zip/2.zip/1.txt").article.text_content == "正文。"


def test_names_of_old_archives_are_decoded_together():
    file = io.BytesIO()
    names = ["通知公告/关于做好春季植树工作的通知.txt", "通知公告/政府工作报告.txt"]
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo("x" * len(name.encode("gb18030")))
            archive.writestr(info, "正文。")
    data = file.getvalue()
    for name in names:
        raw = name.encode("gb18030")
        data = data.replace(b"x" * len(raw), raw)
    assert list(list_documents(open_inner("a.zip", data, {}), Path("a.zip"), {}, [])) == names


def test_records_are_documents_with_the_facts_of_their_fields(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(make_lines([RECORD, RECORD | {"content": f"{RECORD['title']}\n{BODY}"}]))
    assert found(path) == ["news-00001", "news-00002"]
    first, second = (convert.read(path / f"news-0000{number}") for number in (1, 2))
    known = {"id": "7", "日期": "2021-03-04", "author": "张三", "source": "新华社", "tags": "贸易",
             "extra.版面": "第一版"}
    assert facts(first) == known
    assert facts(second) == known | {"title": RECORD["title"]}
    assert [tree.article.title.text_content for tree in (first, second)] == [RECORD["title"]] * 2
    assert convert.restore(first).endswith(BODY.strip())
    assert first.record.source.get("sha256") != second.record.source.get("sha256")


def test_what_no_tree_can_hold_of_a_record_harms_nothing():
    record = {"标\x01题": "题\x02目", "作者\ud800": "某\x00人", "content": "正文\x03。"}
    tree = convert.read(json.dumps(record).encode(), "a.json")
    assert facts(tree) == {"标题": "题目", "作者": "某人"}
    assert convert.read(b"<a><k\x01>v</k\x01><b><c>x</c></b></a>", "a.xml").article is not None


def test_the_account_of_a_record_closes():
    for content in (BODY, f"# 题\n\n**重**点\n\n{BODY}", PAGE, "<p>段&nbsp;一</p><p>段二</p>", "甲\ud800乙"):
        data = json.dumps(RECORD | {"content": content}).encode()
        faults = find_faults(make_reader({})(data, "r"))
        assert [fault for fault in faults if not fault.startswith("run at")] == []  # a tag printed as a line end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
def test_a_table_is_read_by_the_names_of_its_columns(tmp_path, encoding, suffix, delimiter):
    path = tmp_path / f"表.{suffix}"
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(["编号", "标题", "发布时间", "正文"])
        rows.writerow(["1", "关于做好工作的通知", "2021-03-04", BODY])
        rows.writerow([])
        rows.writerow(["2", "甲；乙,丙", "", BODY * 9000, "多"])
    assert found(path) == ["表-00001", "表-00002"]
    tree = convert.read(path / "表-00001")
    assert facts(tree)["发布时间"] == "2021-03-04"
    assert tree.article.title.text_content == "关于做好工作的通知"
    assert convert.restore(tree).endswith(BODY.strip())
    assert len(load(path / "表-00002", {}).data) > 500_000
    assert csv.field_size_limit() == 131_072


def test_people_say_which_field_is_what(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n题目,正文一二三。\n", encoding="utf-8")
    with pytest.raises(convert.SourceError,
                       match="no field that is known to hold the text; its fields are 甲, 乙") as told:
        convert.read(path)
    assert told.value.hint == "Say which with --field text=NAME."
    tree = convert.read(path, fields={"text": "乙", "author": "甲"})
    assert (tree.article.text_content, facts(tree)) == ("正文一二三。", {"作者": "题目"})
    with pytest.raises(convert.UsageError, match="No field of a record is its 'body'"):
        convert.read(path, fields={"body": "乙"})


@pytest.mark.parametrize(("names", "role", "likely"), [
    (["Article_Text", "text-id"], "text", ["Article_Text"]), (["標題", "內容"], "text", ["內容"]),
    (["content", "正文"], "text", ["正文", "content"]), (["PubDate", "date"], "date", ["date", "PubDate"]),
    (["標題"], "title", ["標題"]), (["x"], "text", []),
])
def test_usual_names_are_found_however_they_are_written(names, role, likely):
    assert find_fields(names, {})[role] == likely


def test_json_is_a_list_of_records_or_an_object_with_one():
    for value in ([RECORD], {"data": [RECORD], "count": 1}, RECORD):
        assert "坚持以人为本" in convert.read(json.dumps(value).encode(), "a.json").article.text_content
    for value in ([], [1], "a", {"a": 1}):
        with pytest.raises(convert.SourceError, match=r"a\.json (holds no records|has no field)"):
            convert.read(json.dumps(value).encode(), "a.json")


def test_a_damaged_record_costs_only_itself(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(make_lines([RECORD]) + b"{broken\n\n" + make_lines([{"content": ""}, RECORD]))
    report = convert.batch(path, tmp_path / "out", to=["xml"], executor="serial")
    assert report.written == 2
    assert [(Path(outcome.source).name,
             outcome.faults[0].message.partition(":")[0]) for outcome in report.failures] == [
        ("a-00002", "a-00002 is no record of JSON"), ("a-00003", "a-00003 holds no text.")]


def test_batch_takes_archives_and_records(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.zip").write_bytes(make_zip({"下/甲.txt": "正文甲。", "乙.html": PAGE,
                                             "r.jsonl": make_lines([RECORD])}))
    (source / "b.csv").write_text("title,content,kind\n题,正文。,甲\n", encoding="utf-8")
    (source / "c.txt").write_text("正文。", encoding="utf-8")
    report = convert.batch(source, tmp_path / "out", to=["xml"], jobs=2)
    assert (report.written, report.failures, report.left_out) == (5, [], ())
    made = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.xml"))
    assert made == ["a/r.jsonl/r-00001.xml", "a/下/甲.xml", "a/乙.xml", "b/b-00001.xml", "c.xml"]
    assert convert.batch(source, tmp_path / "out", to=["xml"], executor="serial").skipped == 5
    again = convert.batch(source, tmp_path / "out", to=["xml"], fields={"text": "kind"}, executor="serial")
    assert again.written == 4  # the record in the archive has no such field
    assert "甲" in (tmp_path / "out/b/b-00001.xml").read_text("utf-8")


def test_collect_takes_archives_and_records(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"甲.txt": "题甲\n\n正文甲。\n", "乙.html": PAGE, "r.jsonl": make_lines([RECORD]),
                               "x.bin": bytes(range(256)) * 8}))
    book = convert.collect(path, title="集")
    assert len(list(book.members())) == 3
    assert [finding.message for finding in book.findings] == [
        f"{path}/x.bin was left out: It holds no text: it is a binary file."]


def test_what_a_folder_holds_besides_documents_is_told(tmp_path):
    files = {"a.txt": "正文。", ".git/config": "x", ".DS_Store": "x", "b.py": "print()", "p.png": b"\x89PNG\r\n",
             "q": bytes(range(256)) * 8,
             "README": "正文。", "gone.zip": b"PK\x03\x04", "t.csv": "a,b\n1,2\n", "ledger.sqlite": "{}\n",
             "o.tsv": "kind\tlevel\tkey\ttext\n",
             "book": make_zip({"[Content_Types].xml": "", "word/document.xml": ""}),
             "archive.dat": make_zip({"甲.txt": "文"})}
    for name, held in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(held if isinstance(held, bytes) else held.encode())
    assert found(tmp_path) == ["README", "a.txt", "archive.dat/甲.txt", "book"]
    told = left_out_of(tmp_path)
    assert {name: why.split(":")[0].split(";")[0] for name, why in told.items()} == {
        ".git": "It is hidden.", ".DS_Store": "It is hidden.", "b.py": "No document ends in .py",
        "p.png": "It holds no text", "q": "It holds no text", "ledger.sqlite": "It is the ledger of a batch.",
        "gone.zip": told["gone.zip"].split(":")[0], "t.csv": told["t.csv"].split(";")[0],
        "o.tsv": told["o.tsv"].split(":")[0]}
    assert "is damaged" in told["gone.zip"]
    assert "no field that is known" in told["t.csv"]
    assert "is an outline that Huozi wrote" in told["o.tsv"]
    assert found(tmp_path / "b.py") == ["b.py"]


def test_a_run_does_not_take_what_an_earlier_one_wrote_beside_the_sources(tmp_path):
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    for _ in range(2):
        report = convert.batch(tmp_path, tmp_path, to=["docx", "xml"], executor="serial")
    assert (report.written, report.skipped) == (0, 1)
    assert [(each.path.name, each.why) for each in report.left_out if "of a batch" not in each.why] == [
        ("a.docx", "An earlier run wrote it."), ("a.xml", "An earlier run wrote it.")]


def test_an_entry_is_unpacked_when_it_is_asked_for(tmp_path, monkeypatch):
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({f"{number}.txt": "正文。" for number in range(50)}))
    read = []
    plain = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, info,
                        pwd=None: read.append(info.filename) or plain(self, info))
    assert len(found(path)) == 50
    assert read == []
    assert load(path / "7.txt", {}).data == "正文。".encode()
    assert read == ["7.txt"]


def test_records_are_read_once_forwards(tmp_path, monkeypatch):
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"r.jsonl": make_lines([RECORD] * 200)}))
    made = []
    kind = next(kind for kind in KINDS if kind.name == "jsonl")
    counted = kind._replace(make=lambda *given: made.append(1) or kind.make(*given))
    kinds = tuple(counted if each is kind else each for each in KINDS)
    monkeypatch.setattr("convert.containers.kinds.KINDS", kinds)
    names = found(path)
    made.clear()
    for name in names:
        load(path / name, {})
    assert len(made) == 1


def test_every_suffix_of_a_container_is_its_own():
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert not set(suffixes) & set(read_suffixes())
    assert limits.DEEPEST == 3
