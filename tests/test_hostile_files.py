"""Files made to do harm: nothing is fetched, expanded, unpacked without end or written elsewhere, and each is told."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from packed import make_tar, make_zip

import convert
from convert.containers import limits, tarred, zipped
from convert.containers.documents import list_documents, open_inner
from convert.containers.entry import LeftOut
from convert.containers.names import Names, is_hidden
from convert.formats.unpacking import BIG
from convert.sources import find_documents

SECRET = "the-secret-of-the-machine"


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Whoever reaches for the network fails."""
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def secret(tmp_path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


def body_of(document: str) -> dict[str, str]:
    """A DOCX with a main part."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                           f'<Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": document}


WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
END = "</w:t></w:r></w:p></w:body></w:document>"
DECLARED = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{place}"> <!ENTITY % y SYSTEM "{place}"> %y;]>'


def give_entity(place: str) -> dict[str, bytes]:
    """Files of every XML format that ask for an external entity."""
    head = DECLARED.format(place=place)
    return {"a.xml": f"{head}<law><p>正文&x;。</p></law>".encode(),
            "a.xhtml": f"{head}<html><body><p>正文&x;。</p></body></html>".encode(),
            "b.xml": f'{head}<document version="1"><meta/><article><p>正文&x;。</p></article></document>'.encode(),
            "c.xml": f'{head}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><application ident="huozi-tree"/>'
                     "</teiHeader><text><body><div><p>正文&x;。</p></div></body></text></TEI>".encode(),
            "a.docx": make_zip(body_of(f"{head}{WORD}正文&x;。{END}"))}


def shown(name: str, data: bytes) -> str:
    """All that is in the tree of a file; what is said where it is refused."""
    try:
        tree = convert.read(data, name)
    except convert.SourceError as error:
        return str(error)
    return "".join(map(str, tree.itertext())) + convert.restore(tree)


@pytest.mark.parametrize("name", ["a.xml", "b.xml", "c.xml", "a.xhtml", "a.docx"])
def test_external_entities_are_not_opened(secret, name):
    for place in (secret.as_uri(), str(secret), "http://127.0.0.1:9/x"):
        assert SECRET not in shown(name, give_entity(place)[name])


def test_other_peoples_xml_keeps_the_name_of_an_entity():
    tree = convert.read(give_entity("file:///x")["a.xml"], "a.xml")
    assert tree.article.text_content == "正文&x;。"


def test_xinclude_is_text_without_effect(secret):
    included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    named = f'<object data="{secret}"/><img src="{secret}"/>'
    for text in (f"<a><p>正文。</p>{included}</a>", f'<?xml-stylesheet href="{secret}"?><a><p>正文。</p>{named}</a>'):
        told = shown("a.xml", text.encode())
        assert "正文。" in told
        assert SECRET not in told


@pytest.mark.parametrize("name", ["a.xml", "b.xml", "c.xml", "a.xhtml", "a.docx"])
def test_entities_within_entities_do_not_grow(name):
    bomb = "".join(f'<!ENTITY x{level} "{f"&x{level - 1};" * 10}">' for level in range(1, 12))
    entity = '<!ENTITY x SYSTEM "p"> <!ENTITY % y SYSTEM "p"> %y;'
    files = {key: data.replace(entity.encode(), f'<!ENTITY x0 "哈">{bomb}'.encode()).replace(b"&x;", b"&x11;")
             for key, data in give_entity("p").items() if key != "a.docx"}
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "哈">{bomb}]>'
    files["a.docx"] = make_zip(body_of(f"{head}{WORD}正文&x11;。{END}"))
    start = time.process_time()
    assert len(shown(name, files[name])) < 100_000
    assert time.process_time() - start < 5


@pytest.mark.unmeasured
def test_a_page_with_elements_without_end_is_read_in_its_time():
    for data, name in ((b"<a>" * 200_000, "a.xml"), (b"<div>" * 100_000, "a.html"), (b"[" * 100_000 + b"]", "a.json"),
                       (b"<a b='" * 100_000, "a.xml"), (b"<![CDATA[" * 50_000, "a.xml"), (b"<!DOCTYPE [" * 50_000,
                                                                                          "a.xml")):
        start = time.process_time()
        shown(name, data)
        assert time.process_time() - start < 20, name


def left_out(name: str, data: bytes) -> tuple[list[str], list[str]]:
    """The documents of a container in bytes, and why others are left out."""
    told: list[LeftOut] = []
    try:
        container = open_inner(name, data, {})
        names = list(list_documents(container, Path(name), {}, told)) if container is not None else []
    except convert.SourceError as error:
        return [], [str(error)]
    return names, [each.why for each in told]


def test_an_entry_out_of_all_proportion_is_not_unpacked():
    data = make_zip({"a.txt": b"\0" * (BIG + 1), "b.txt": "正文。"})
    with pytest.raises(convert.SourceError, match=r"a\.txt unpacks to \d+ times its size\. It may be an archive bomb"):
        convert.read(data[:0] + make_zip({"a.txt": b"\0" * (BIG + 1)}), "a.zip")
    assert left_out("a.zip", data)[0] == ["a.txt", "b.txt"]


def test_an_entry_that_is_too_large_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 1000)
    for data, name in ((make_zip({"a.txt": "文" * 1000}), "a.zip"), (make_tar({"a.txt": "文" * 1000}), "a.tar")):
        with pytest.raises(convert.SourceError, match=r"a\.txt unpacks to 0 MB, more than one document may have"):
            convert.read(data, name)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_a_packed_file_stops_where_it_unpacks_to_too_much(pack):
    zeros = b"a" * (BIG * 3)
    tar = make_tar({"a.txt": "正文。", "b.txt": zeros, "c.txt": "正文。"})
    for name, data in (("a.txt.gz", zeros), ("a.tar.gz", tar)):
        names, why = left_out(name, pack(data))
        assert "c.txt" not in names
        if names == ["a.txt"] and name == "a.txt.gz":
            with pytest.raises(convert.SourceError, match="unpacks to more than"):
                convert.read(pack(data), name)
        else:
            assert any("unpacks to more than" in each for each in why)


def test_an_archive_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(zipped, "MOST_ENTRIES", 10)
    monkeypatch.setattr(tarred, "MOST_ENTRIES", 10)
    entries = {f"{number}.txt": "文" for number in range(11)}
    assert left_out("a.zip", make_zip(entries)) == ([], ["a.zip holds 11 files. Up to 10 are read: split it."])
    assert left_out("a.tar", make_tar(entries))[1] == ["a.tar holds more than 10 files. Split it."]


def test_an_archive_that_unpacks_to_too_much_in_all_is_refused(monkeypatch):
    monkeypatch.setattr(zipped, "TOGETHER", 1000)
    assert left_out("a.zip", make_zip({"a.txt": "文" * 500}))[1][0].startswith("a.zip unpacks to more than")


def test_an_archive_that_holds_itself_ends():
    data = make_zip({"甲.txt": "正文。"})
    for _ in range(40):
        data = make_zip({"a.zip": data})
    assert left_out("a.zip", data)[1] == ["It lies in 3 archives, one in the other: unpack the outermost."]


def test_overlapping_entries_are_told(tmp_path):
    """Two entries of the list that are one in the file, as in an archive bomb without nesting."""
    data = make_zip({"a.txt": "正文。" * 20, "b.txt": "正文。" * 20})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        second = archive.infolist()[1].header_offset
    place = data.rindex(b"PK\x01\x02")
    twisted = bytearray(data)
    twisted[place + 42 : place + 46] = (0).to_bytes(4, "little")
    assert second
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(twisted))
    report = convert.batch(path, tmp_path / "out", to=["xml"])
    assert report.written == 1
    assert "cannot be unpacked" in report.failures[0].faults[0].message


NAMES = {"/etc/甲.txt": "etc/甲.txt", "../../甲.txt": "甲.txt", "a/../../b/./甲.txt": "a/b/甲.txt",
         "..\\..\\甲.txt": "甲-2.txt",
         "C:\\windows\\甲.txt": "windows/甲.txt", "甲\n乙.txt": "甲\ufffd乙.txt",
         "甲\x1b[31m.txt": "甲\ufffd[31m.txt", " /甲.txt ": "甲-3.txt",
         "甲\u2028.txt": "甲\ufffd.txt", "...": "unnamed", "": "unnamed-2",
         "//server/share/甲.txt": "server/share/甲.txt"}
"""Name in an archive → the name that is given to it."""


def test_no_name_leads_out_of_a_folder():
    names = Names()
    assert {raw: names.take(raw) for raw in NAMES} == NAMES


@pytest.mark.parametrize("make", [make_zip, make_tar], ids=["zip", "tar"])
def test_nothing_is_written_outside_the_output_folder(tmp_path, make):
    place = tmp_path / "deep/er"
    place.mkdir(parents=True)
    archive = place / "a.zip"
    wanted = [name for name in NAMES if name.strip(". ")]
    archive.write_bytes(make({name: f"正文{number}。" for number, name in enumerate(wanted)}))
    before = set(tmp_path.rglob("*"))
    report = convert.batch(archive, place / "out", to=["xml"])
    assert (report.written, report.failures) == (len(wanted), [])
    made = set(tmp_path.rglob("*")) - before
    assert made
    assert all(path.is_relative_to(place / "out") for path in made)


def test_names_that_no_encoding_reads_are_told_apart(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("xx1.txt", "xx2.txt"):
            archive.writestr(zipfile.ZipInfo(name), "正文。")
    path = tmp_path / "a.zip"
    path.write_bytes(file.getvalue().replace(b"xx1", b"\xff\xff\xff").replace(b"xx2", b"\xff\xff\xff"))
    found = [place for place, _ in find_documents([path])]
    assert len(set(found)) == 2
    assert convert.batch(path, tmp_path / "out", to=["xml"]).written == 2
    tar = make_tar({"\udcff\udcfe.txt": "正文。"})
    (name,), told = left_out("a.tar", tar)
    assert name.isprintable()
    assert (name[-4:], told) == (".txt", [])


def test_links_and_devices_of_an_archive_are_left_out(tmp_path, secret):
    tar = make_tar({"甲.txt": "正文。"}, links={"乙.txt": str(secret), "丙": "../.."})
    assert left_out("a.tar", tar) == (["甲.txt"], ["It is a link.", "It is a link."])
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("a.txt", tarfile.FIFOTYPE), ("b.txt", tarfile.CHRTYPE), ("c.txt", tarfile.LNKTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, str(secret)
            archive.addfile(member)
    assert left_out("a.tar", file.getvalue()) == ([], ["It is no regular file.", "It is no regular file.",
                                                       "It is a link."])
    info = zipfile.ZipInfo("乙.txt")
    info.external_attr = 0xA1FF << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as linked:
        linked.writestr(info, str(secret))
    assert left_out("a.zip", file.getvalue()) == ([], ["It is a link."])


def test_an_encrypted_entry_is_told_and_the_others_are_read():
    data = bytearray(make_zip({"a.txt": "正文。", "b.txt": "正文。"}))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert left_out("a.zip", bytes(data)) == (["b.txt"], ["It is encrypted: unpack it with its password."])


def test_a_pipe_in_a_folder_is_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    told: list[LeftOut] = []
    assert [below.name for _, below in find_documents([tmp_path], left_out=told)] == ["a.txt"]
    why = "It is no regular file."
    assert [(each.path.name, each.why) for each in told] == [("b.txt", why), ("c.txt", why)]


def test_hidden_entries_are_left_out():
    assert [name for name in ("a/.b", "__MACOSX/._a.txt", "a/b.txt", "Thumbs.db") if not is_hidden(name)] == ["a/b.txt"]


def test_values_within_values_of_a_record_end():
    deep: object = "正文。"
    for _ in range(300):
        deep = {"a": deep}
    tree = convert.read(json.dumps({"content": "正文。", "x": deep}).encode(), "a.json")
    assert "正文。" in tree.article.text_content
    assert "holds no records" in shown("a.jsonl", b"[" * 100_000)
