"""The reader of DOCX on anything: whatever the bytes, a text whose account closes, or one line that says what to do."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from docx_files import render
from docx_parts import DECLARED, p, package, prove_account, r, read, relation, text_of, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import NAMES, seed_tree, whole_tree

from convert.errors import SourceError
from convert.formats import archive
from convert.formats.docx.read import read_docx
from convert.formats.docx.reading import office
from convert.formats.unpacking import BIG

WORDS = st.text(st.sampled_from("甲乙丙一二（）：。 \t\n\u3000\u00a0\u200b\u2028\uf0b7\u00adab1&lt;"), max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
RUN_PROPERTIES = st.lists(st.sampled_from([
    "<w:b/>", "<w:b w:val='0'/>", "<w:i/>", "<w:vanish/>", "<w:sz w:val='32'/>", "<w:sz w:val='x'/>",
    "<w:em w:val='dot'/>", "<w:rStyle w:val='q'/>", "<w:vertAlign w:val='superscript'/>",
    "<w:rFonts w:ascii='Symbol'/>", "<w:rFonts w:eastAsia='楷体'/>"]), max_size=2).map("".join)
PARAGRAPH_PROPERTIES = st.lists(st.sampled_from([
    "<w:pStyle w:val='1'/>", "<w:jc w:val='center'/>", "<w:ind w:firstLineChars='200'/>", "<w:ind w:left='-99999999'/>",
    "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>", "<w:outlineLvl w:val='3'/>", "<w:pageBreakBefore/>",
    "<w:rPr><w:del/></w:rPr>", "<w:framePr w:dropCap='drop'/>", "<w:sectPr/>"]), max_size=3).map("".join)
PIECES = st.sampled_from([
    "<w:tab/>", "<w:br/>", "<w:br w:type='page'/>", "<w:cr/>", "<w:softHyphen/>", "<w:noBreakHyphen/>",
    "<w:sym w:font='Wingdings' w:char='F0FE'/>", "<w:sym w:char='zz'/>", "<w:fldChar w:fldCharType='begin'/>",
    "<w:fldChar w:fldCharType='separate'/>", "<w:fldChar w:fldCharType='end'/>", "<w:instrText> PAGE </w:instrText>",
    "<w:instrText> TOC \\o </w:instrText>", "<w:instrText>eq \\o\\ac(○,3)</w:instrText>",
    "<w:footnoteReference w:id='1'/>", "<w:lastRenderedPageBreak/>", "<w:delText>删</w:delText>",
    "<w:commentReference w:id='0'/>", "<w:drawing><a:blip r:embed='rId1'/></w:drawing>",
    "<w:pict><v:textpath string='字'/></w:pict>",
    "<w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>"])
RUNS = st.one_of(
    st.builds(r, WORDS, RUN_PROPERTIES), st.builds(lambda piece: f"<w:r>{piece}</w:r>", PIECES),
    st.just("<w:commentRangeStart w:id='0'/>"), st.just("<w:commentRangeEnd w:id='0'/>"),
    st.just("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>"))
INLINE = st.recursive(RUNS, lambda inner: st.builds(
    lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
    st.sampled_from(["w:ins", "w:del", "w:moveFrom", "w:hyperlink w:anchor='x'", "w:smartTag", "w:sdt",
                     "w:fldSimple w:instr='PAGE'", "w:bdo", "w:customXml"]), st.lists(inner, max_size=3)), max_leaves=6)
PARAGRAPHS = st.builds(lambda properties, runs: f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>",
                       PARAGRAPH_PROPERTIES, st.lists(INLINE, max_size=5))


def _table(rows):
    made = [[f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>" for properties, content in row] for row in rows]
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in made)}</w:tbl>"


CELL = st.sampled_from(["", "<w:gridSpan w:val='2'/>", "<w:vMerge/>", "<w:vMerge w:val='restart'/>", "<w:hMerge/>",
                        "<w:gridSpan w:val='-7'/>"])
BLOCKS = st.recursive(PARAGRAPHS, lambda inner: st.one_of(
    st.builds(_table, st.lists(st.lists(st.tuples(CELL, inner), max_size=3), max_size=3)),
    st.builds(lambda content: f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>", inner),
    st.builds(lambda inside: f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>", inner),
    st.just("<w:altChunk r:id='rId2'/>"), st.just("<w:sectPr/>"), st.just("散文")), max_leaves=6)

STYLES = ("<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:rPr><w:b/></w:rPr></w:style>"
          "<w:style w:type='character' w:styleId='q'><w:name w:val='q'/><w:rPr><w:b/><w:vanish/></w:rPr></w:style>")
NUMBERING = ("<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/>"
             "<w:lvlText w:val='（%2）%9'/></w:lvl></w:abstractNum>"
             "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>")
FOOTNOTES = "<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>"
COMMENTS = "<w:comment w:id='0' w:author='某'><w:p><w:r><w:t>评</w:t></w:r></w:p></w:comment>"
CHUNK = ("<html><body><h1>题</h1><ul><li>甲<ol><li>乙</ol></ul><pre>一\n二</pre><p>a<b>b</b> c<br>d"
         "<table><tr><td>x</table>")


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCKS, max_size=6))
def test_the_account_closes_on_any_document(blocks):
    read("".join(blocks), styles=STYLES, numbering=NUMBERING, footnotes=FOOTNOTES, comments=COMMENTS,
         related=relation("rId2", "aFChunk", "chunk.html"), files={"word/chunk.html": CHUNK.encode()},
         types='<Default Extension="html" ContentType="text/html"/>')


SCRAPS = (b"", b"<", b"&x;", b"w:", b"\xff", b"</w:p>", b"9" * 30)
"""What damage puts in place of bytes."""


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_line_of_advice(data):
    _try(data)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_give_a_text_or_one_line_of_advice(seed):
    chance = random.Random(seed)
    whole = bytearray(render(seed_tree(chance.choice(NAMES))))
    for _ in range(chance.choice((1, 3, 30))):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    _try(bytes(whole[: chance.choice((len(whole), chance.randrange(len(whole))))]))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_parts_give_a_text_or_one_line_of_advice(seed):
    chance = random.Random(seed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(render(seed_tree(chance.choice(NAMES)), "book"))) as source, zipfile.ZipFile(
            out, "w") as target:
        for name in source.namelist():
            data = bytearray(source.read(name))
            for _ in range(chance.choice((0, 1, 5))):
                at = chance.randrange(len(data))
                data[at : at + chance.randrange(20)] = chance.choice(SCRAPS)
            target.writestr(name, bytes(data))
    _try(out.getvalue())


def _try(data: bytes) -> None:
    refused: SourceError | None = None
    try:
        prove_account(read_docx(data, "某.docx"))
    except SourceError as error:
        refused = error
    assert refused is None or (refused.hint and "\n" not in str(refused))


# what is refused, and what is taken all the same


def refusal(data: bytes, name: str = "某.docx") -> str:
    with pytest.raises(SourceError) as caught:
        read_docx(data, name)
    return caught.value.message


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_what_is_no_document_is_refused_with_its_reason():
    assert refusal(b"") == "某.docx is empty."
    assert refusal(package(p("一"))[:200]) == "某.docx is damaged: it is no whole ZIP package."
    assert refusal(b"\x89PNG\r\n") == "某.docx is no word processor file, or it is damaged."
    assert refusal(zipped(**{"a.txt": b"x"})) == "某.docx is no word processor file but a ZIP archive."
    assert refusal(zipped(**{"xl__workbook.xml": b"<x/>"})) == "某.docx is no word processor file but a workbook."
    assert refusal(zipped(**{"ppt__a.xml": b"<x/>"})) == "某.docx is no word processor file but a presentation."
    assert refusal(zipped(**{"word__document.xml": b"nothing"})) == (
        "某.docx is damaged: its part word/document.xml holds no text.")


def test_encrypted_files_are_refused():
    assert refusal(office.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")) == "某.docx is encrypted."
    data = bytearray(package(p("一")))
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 1)
    assert refusal(bytes(data)) == "某.docx is encrypted."


def test_encrypted_files_of_older_kinds_are_refused():
    word = office.OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\1" + b"\0" * 500 + "WordDocument".encode("utf-16-le")
    assert refusal(word) == "某.docx is encrypted."
    assert office.find_kind(word.replace(b"\0\1\0", b"\0\0\0")) == "doc"
    kind = "application/vnd.oasis.opendocument.text"
    for said, locked in (("<manifest:encryption-data/>", True), ("", False)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", kind)
            archive.writestr("META-INF/manifest.xml", said)
        assert office.find_kind(out.getvalue()) == ("locked" if locked else "odt")


def test_bombs_are_refused():
    bomb = f"<w:document {DECLARED}><w:body>".encode() + b" " * (BIG + 1) + b"</w:body></w:document>"
    assert "unpacks to more than any document needs" in refusal(zipped(**{"word__document.xml": bomb}))
    huge = zipped(**{"word__document.xml": b" " * (archive.MOST_BYTES + 1)})
    assert "unpacks to more than any document needs" in refusal(huge)
    many = zipped(**{f"p{at}": b"" for at in range(archive.MOST_PARTS + 1)})
    assert refusal(many).startswith("某.docx has 20,001 parts")


def test_documents_that_nest_too_deep_are_refused():
    deep = p("底")
    for _ in range(40):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert texts(read(deep)) == ["底"]
    for _ in range(40):
        deep = f"<w:sdt><w:sdtContent>{deep}</w:sdtContent></w:sdt>"
    assert "deep" in refusal(package(deep))


def test_entities_and_outside_parts_are_not_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    body = f"<w:document {DECLARED}><w:body><w:p><w:r><w:t>公开&x;</w:t></w:r></w:p></w:body></w:document>"
    evil = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{body}'
    rels = package("<w:altChunk r:id='rId2'/>", related=relation("rId2", "aFChunk", secret.as_uri(), external=True))
    for data in (zipped(**{"word__document.xml": evil.encode()}), rels):
        assert "秘密" not in read_docx(data, "某.docx").source.text


def test_macros_are_left_out_and_told():
    text = read(p("一"), files={"word/vbaProject.bin": b"x"})
    assert [each.code for each in text.findings] == ["docx/macros"]


def test_strict_documents_and_parts_by_other_names_are_read():
    strict = f"<w:document {DECLARED}><w:body>{p('严格')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    rels = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
            'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word/Main.XML"/>'
            "</Relationships>")
    data = zipped(**{"_rels__.rels": rels.encode(), "word__main.xml": strict.encode()})
    assert texts(read_docx(data, "a.dotx")) == ["严格"]


def test_a_broken_part_is_read_as_far_as_it_goes():
    broken = f"<w:document {DECLARED}><w:body>{p('前')}{p('中')}<w:p><w:r><w:t>后".encode()
    text = read_docx(zipped(**{"word__document.xml": broken}), "某.docx")
    assert texts(text)[:2] == ["前", "中"]
    assert [each.code for each in text.findings] == ["docx/damaged"]


def test_what_we_write_reads_back_letter_by_letter():
    for name in NAMES:
        tree = seed_tree(name)
        for style in ("plain", "gongwen"):
            text = read_docx(render(tree, style), f"{name}.docx")
            prove_account(text)
            found = "".join(text for text in texts(text))
            assert [sign for sign in found if sign.isalnum()] == [
                sign for sign in tree.article.text_content if sign.isalnum()]


def test_what_we_write_bears_its_styles_and_facts():
    text = read_docx(render(whole_tree(), "gongwen"), "全.docx")
    names = {name: words for words, name in reversed([(text_of(text, line), line.marks.name) for line in text.lines])}
    told = {name: names[name] for name in ("引题", "Title", "Subtitle", "作者", "主送机关", "Salutation", "Quote",
                                           "诗行", "caption", "表格文字", "注释", "附件说明", "Signature", "Date")}
    assert list(told.values()) == ["引题", "正题汉", "副题", "记者 张三", "各省：", "同志们：", "引文", "诗一", "图注",
                                   "头", "（完）", "附件：表", "某市人民政府", "2021年1月5日"]
    facts = {line.marks.field: text_of(text, line) for line in text.lines if line.marks.role == "hidden"}
    assert (facts["dc:creator"], facts["文号"], facts["有效性"]) == ("张三", "国发1号", "有效")
    assert not any(name.startswith("Source SHA") for name in facts)
    assert [(run.kind, run.target) for run in text.runs] == [
        ("ruby", "hàn"), ("lead", ""), ("strong", ""), ("em", "dots"), ("em", "line"), ("em", ""), ("face", "楷体"),
        ("del", ""), ("sub", ""), ("sup", ""), ("link", "https://example.org/a?b=1&c=%E4%B8%AD"),
        ("link", "#_place_b12"), ("ref", "fn2"), ("sup", ""), ("place", "_place_b12")]
    assert [(picture.media, picture.alternative) for picture in text.pictures] == [("image/png", "红点")]
