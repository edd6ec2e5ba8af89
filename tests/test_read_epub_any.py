"""The reader of EPUB on anything: whatever the bytes, a text whose account closes, or one line that says what to do."""

from __future__ import annotations

import io
import random
import time
import zipfile
from functools import cache

import pytest
from epub_books import CONTAINER, PNG, book, codes, marks, opf, page, proved, read, texts, zipped
from epub_files import render, seeds_collection
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import whole_tree

from convert.errors import SourceError
from convert.formats import archive
from convert.formats.epub.read import read_epub
from convert.formats.unpacking import BIG

PIECES = st.sampled_from([
    "<", ">", "&", "&nbsp;", "&x;", "甲", "乙 丙", "\u3000", "\n", "<p>", "</p>", "<p/>", "<br/>", "<div>", "</div>",
    '<a id="n1"/>', '<a href="#n1">', "</a>", "<sup>", "</sup>", '<a epub:type="noteref" href="p2.xhtml#n1">',
    '<aside epub:type="footnote" id="n1">', "</aside>", '<span epub:type="pagebreak"/>', '<b epub:type="pagebreak">',
    '<p class="missing">', '<div class="colophon">', '<span class="gap mark">', "</span>", "<ruby>", "<rt>", "</ruby>",
    "<table>", "<tr>", "<td>", "</table>", "<ol>", "<li>", "</ol>", "<svg>", '<image href="i.png"/>', "</svg>",
    '<img src="i.png"/>', "<epub:case>", "<nav>", "<h1>", "</h1>", "<u>", "<em class='em-dots'>", "<!--", "-->", "<?x",
    "<style>", "</style>", "<title>", "<![CDATA[", "]]>", "${a}", "<%", "</body>"])
BODIES = st.lists(PIECES, max_size=20).map("".join)
METADATA = st.lists(st.sampled_from([
    "<dc:title>题</dc:title>", "<dc:title id='x'> </dc:title>", "<dc:description>&lt;b>甲&lt;/b> &lt;</dc:description>",
    '<meta refines="#x" property="title-type">a b</meta>', '<meta refines="p1.xhtml#n1" property="q">甲</meta>',
    '<meta refines="#p1.xhtml" property="q">乙</meta>', '<meta name="generator" content="Huozi"/>', "<x>", "&y;",
    '<meta name="cover" content="i.png"/>']), max_size=5).map("".join)


DRESSED = '<link rel="stylesheet" href="a.css"/>'


@settings(max_examples=300, deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=3), METADATA, st.sampled_from(["", DRESSED]))
def test_the_account_closes_on_any_book(bodies: list[str], metadata: str, head: str) -> None:
    read(*bodies, metadata=metadata, head=head, files={"i.png": PNG, "a.css": "p{display:none} a{font:bold 2em x}"})


# damage


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_line_of_advice(data: bytes) -> None:
    attempt(data)


def attempt(data: bytes) -> None:
    refused: SourceError | None = None
    try:
        proved(data)
    except SourceError as error:
        refused = error
    assert refused is None or (refused.hint and "\n" not in str(refused))


SCRAPS = (b"", b"<", b"&x;", b'"', b"\xff", b"\0", b"</p>", b"9" * 30, b"<!--", b'id="x1"', b'href="#x1"', b"%00",
          b"../../..", b"<table>", b"<style>", b'epub:type="pagebreak"', b"<a epub:type='noteref' href='#a1'>")
"""What damage puts in place of bytes."""


@cache
def whole(number: int) -> bytes:
    """A book that is to be damaged."""
    other = book('<p>甲<a epub:type="noteref" href="p2.xhtml#n">1</a><img src="i.png"/></p>',
                 '<p epub:type="footnote" id="n">注</p>', files={"i.png": PNG, "a.css": "p{color:red}"},
                 metadata='<dc:title id="t">题</dc:title><meta refines="#t" property="title-type">main</meta>')
    return (other, render(whole_tree()), render(seeds_collection()))[number]


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_give_a_text_or_one_line_of_advice(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        data = bytearray(whole(chance.choice((0, 0, 1, 2))))
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        attempt(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))


@pytest.mark.parametrize("seed", range(20))
def test_damaged_parts_give_a_text_or_one_line_of_advice(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        files: dict[str, bytes | str] = {}
        with zipfile.ZipFile(io.BytesIO(whole(chance.choice((0, 0, 0, 1))))) as source:
            for name in source.namelist():
                data = bytearray(source.read(name))
                for _ in range(chance.choice((0, 1, 5)) if name != "mimetype" else 0):
                    at = chance.randrange(len(data) + 1)
                    data[at : at + chance.randrange(20)] = chance.choice(SCRAPS)
                files[name] = bytes(data)
        attempt(zipped(files))


# what is refused


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_epub(data, "某.epub")
    assert caught.value.hint
    return caught.value.message


def test_what_is_no_book_is_refused_with_its_reason() -> None:
    assert refusal(b"") == "某.epub is empty."
    assert refusal(book("<p>甲</p>")[:200]) == "某.epub is damaged: it is no whole ZIP package."
    assert refusal(b"%PDF-1.4") == "某.epub is damaged: it is no whole ZIP package."
    text = "application/vnd.oasis.opendocument.text"
    assert refusal(zipped({"mimetype": text, "content.xml": "<x/>"})) == f"某.epub is no EPUB: it calls itself {text}."
    assert refusal(zipped({"word/document.xml": "<x/>"})) == "某.epub is no EPUB but a document of a word processor."
    assert refusal(zipped({"a.txt": "x"})) == "某.epub is no EPUB, or it is damaged: it has no package document (.opf)."
    assert refusal(zipped({"a.opf": "<package/>"})) == "某.epub is damaged: its package document a.opf names no parts."
    assert refusal(zipped({"a.opf": opf(manifest='<item id="a" href="a.xhtml"/>', spine='<itemref idref="a"/>')})) == (
        "某.epub is damaged: none of its texts is in it.")


def encryption(uri: str, algorithm: str) -> dict[str, bytes | str]:
    return {"META-INF/encryption.xml": (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="{uri}"/>'
        "</e:CipherData></e:EncryptedData></encryption>")}


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def test_protected_books_are_refused() -> None:
    data = book("<p>甲</p>", outer=encryption("OEBPS/p1.xhtml", AES))
    assert refusal(data) == "某.epub is protected (DRM): its text is encrypted."
    locked = bytearray(book("<p>甲</p>"))
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = locked.find(sign)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(sign, at + 1)
    assert "is encrypted" in refusal(bytes(locked)) or "damaged" in refusal(bytes(locked))


@pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_obfuscated_fonts_are_no_protection(algorithm: str) -> None:
    text = read("<p>甲</p>", files={"f.ttf": b"x"}, outer=encryption("OEBPS/f.ttf", algorithm))
    assert (texts(text), codes(text)) == (["甲"], [])


def test_a_protected_picture_is_left_out_and_told() -> None:
    text = read('<p>甲<img src="i.png"/></p>', files={"i.png": PNG}, outer=encryption("OEBPS/i.png", AES))
    assert (texts(text), text.pictures[0].data, codes(text)) == (["甲"], b"", ["epub/picture", "epub/protected"])


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "unpacks to more" in refusal(book("<p>" + " " * (BIG + 1) + "</p>"))
    assert "unpacks to more" in refusal(zipped({"a.opf": opf() + " " * (BIG + 1)}))
    parts = {f"p{at}": "" for at in range(archive.MOST_PARTS + 1)}
    assert refusal(zipped(parts)).startswith("某.epub has 20,001 parts")
    monkeypatch.setattr("convert.formats.epub.reading.pages.MOST_BYTES", 1 << 20)
    assert "too large" in refusal(book(*["".join(f"<p>{number}</p>" for number in range(9000))] * 12))


# nasty shapes


def test_nothing_outside_the_book_is_opened(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    evil = f'<!DOCTYPE package [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = f'<p>甲&x;<img src="{secret.as_uri()}"/><img src="../../../..{secret}"/></p>'
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
             "OEBPS/content.opf": evil + opf("<dc:title>题&x;</dc:title>", (
                 f'<item id="a" href="p1.xhtml"/><item id="b" href="{secret.as_uri()}" media-type="text/html"/>'
                 f'<item id="c" href="../..{secret}" media-type="text/html"/>'),
                 '<itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>'),
             "OEBPS/p1.xhtml": evil + page(body)}
    text = proved(zipped(files))
    assert "秘密" not in text.source.text
    assert all(not picture.data for picture in text.pictures)


def test_entities_that_multiply_do_not() -> None:
    bomb = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    data = zipped({"a.opf": f'<!DOCTYPE package [<!ENTITY a0 "哈哈">{bomb}]>' + opf(
        "<dc:title>&a11;</dc:title>", '<item id="a" href="a.xhtml"/>', '<itemref idref="a"/>'),
        "a.xhtml": f"<!DOCTYPE html [{bomb}]>" + page("<p>甲&a11;</p>")})
    assert texts(proved(data)) == ["甲&a11;"]


def test_deep_and_endless_structures_take_no_time() -> None:
    start = time.perf_counter()
    deep = "<div>" * 20_000 + "底"
    nav = page('<nav epub:type="toc">' + "<ol><li>" * 5_000 + '<a href="p1.xhtml">底</a>')
    links = "".join(f'<sup><a href="p1.xhtml#n{at}">x</a></sup><a id="n{at}"/>' for at in range(3_000))
    text = read(deep, links, files={"nav.xhtml": nav}, properties={"nav.xhtml": "nav"})
    assert texts(text)[0] == "底"
    many = "".join(f'<navPoint><navLabel><text>{at}</text></navLabel><content src="p1.xhtml#q{at}"/></navPoint>'
                   for at in range(5_000))
    long = f"<p>{'文' * 500_000}</p>"
    assert len(texts(read(long, files={"t.ncx": f"<ncx><navMap>{many}</navMap></ncx>"}))) == 1
    loop = opf(manifest='<item id="a" href="a.pdf" media-type="a/b" fallback="b"/>'
                        '<item id="b" href="b.pdf" media-type="a/b" fallback="a"/><item id="c" href="c.xhtml"/>',
               spine='<itemref idref="a"/>' * 20_000 + '<itemref idref="c"/>')
    assert texts(proved(zipped({"a.opf": loop, "c.xhtml": page("<p>甲</p>")}))) == ["甲"]
    many = "".join(f'<item id="i{at}" href="p.xhtml"/>' for at in range(20_000))
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(20_000))
    assert texts(proved(zipped({"a.opf": opf(manifest=many, spine=spine), "p.xhtml": page("<p>甲</p>")}))) == ["甲"]
    assert time.perf_counter() - start < 20


def test_pages_in_other_encodings_and_no_xhtml_are_read() -> None:
    text = read("", files={}, metadata="")
    assert codes(text) == ["epub/empty"]
    other = '<?xml version="1.0" encoding="gb18030"?><html><body><p>植树造林，绿化祖国<P>三月十二日<br>星期五</body>'
    manifest = "".join(f'<item id="{name}" href="{name}.html"/>' for name in "abc")
    spine = "".join(f'<itemref idref="{name}"/>' for name in "abc")
    files = {"a.opf": opf(manifest=manifest, spine=spine), "a.html": other.encode("gb18030"),
             "b.html": page("<p>繁體</p>").encode("utf-16"), "c.html": b"\x89PNG" * 99}
    text = proved(zipped(files))
    assert texts(text) == ["植树造林，绿化祖国", "三月十二日", "星期五", "繁體"]
    assert codes(text) == ["epub/mimetype", "epub/container", "epub/damaged"]


def test_a_damaged_package_document_is_read_as_far_as_it_goes() -> None:
    broken = opf("<dc:title>题</dc:title>", '<item id="a" href="a.xhtml"/ x>', '<itemref idref=a />').replace("</", "<")
    text = proved(zipped({"a.opf": broken, "a.xhtml": page("<p>甲</p>")}))
    assert texts(text) == ["甲"]
    assert "epub/damaged" in codes(text)


def test_a_book_without_a_spine_is_read_as_it_lists_its_parts() -> None:
    manifest = '<item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/>'
    text = proved(zipped({"a.opf": opf(manifest=manifest), "a.xhtml": page("<p>甲</p>"), "b.xhtml": page("<p>乙</p>")}))
    assert (texts(text), "epub/spine" in codes(text)) == (["乙", "甲"], True)


def test_only_our_own_books_have_additions() -> None:
    body = '<div class="colophon"><p>版权页</p></div><p class="missing">缺</p><p>甲<span class="mark">乙</span></p>'
    assert [each[0] for each in marks(read(body))] == ["版权页", "缺", "甲乙"]
