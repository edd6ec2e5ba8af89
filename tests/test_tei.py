"""TEI: identity with the tree, validity, flavours, collections."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from strategies import make_tree, trees
from tei_files import encode
from trees import NAMES, seed_tree, tree_from_rows, whole_tree
from validators.tei import load_tei_all

import convert
from convert.collection import Collection, Member, Part
from convert.errors import SourceError, UsageError
from convert.formats.registry import find_reader
from convert.formats.tei import TeiWriter
from convert.formats.tei.read import read_corpus, read_tei
from convert.formats.xml.read import read_tree
from convert.sources import read as read_source
from convert.style.sheet import load_style
from convert.tree.audit import restore
from convert.tree.canon import canonical
from convert.tree.nodes import Document

TEI = "{http://www.tei-c.org/ns/1.0}"
NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MADE = [whole_tree(), *(make_tree(random.Random(seed)) for seed in range(40))]

SIMPLE_PRINT = frozenset((Path(__file__).parent / "simple_print.txt").read_text().split())
"""The elements of TEI simplePrint: those its ODD takes from the header and corpus modules, then the textual ones."""


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_reads_back_to_the_identical_tree(name: str) -> None:
    tree = seed_tree(name)
    again = read_tei(encode(tree), name)
    assert canonical(again) == canonical(tree)
    assert restore(again) == restore(tree)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(trees())
def test_any_tree_reads_back_to_the_identical_tree(tree: Document) -> None:
    assert canonical(read_tei(encode(tree), "made.tei.xml")) == canonical(tree)


@pytest.mark.parametrize("flavour", ["full", "reading"])
def test_tei_is_valid_against_tei_all(flavour: str) -> None:
    for tree in [*MADE, *map(seed_tree, NAMES)]:
        load_tei_all().assertValid(etree.fromstring(encode(tree, flavour=flavour)))


def test_an_address_as_a_source_is_a_note_without_level() -> None:
    tree = tree_from_rows([{"kind": "meta", "level": "", "key": "source", "text": "https://a.example/1"},
                           {"kind": "title", "level": "", "key": "", "text": "某事"}])
    (field,) = tree.meta.fields
    field.set("name", "source")
    root = etree.fromstring(encode(tree))
    (note,) = root.iterfind(".//{*}note[@type='source']")
    assert note.get("level") is None
    load_tei_all().assertValid(root)


def test_the_reading_flavour_keeps_to_simple_print() -> None:
    for tree in MADE:
        root = etree.fromstring(encode(tree, flavour="reading"))
        assert {etree.QName(element).localname for element in root.iter()} <= SIMPLE_PRINT


def test_the_text_of_both_flavours_is_the_text_of_the_tree() -> None:
    def text(element: etree._Element) -> str:
        return "".join("".join(element.itertext()).split())

    for tree in MADE:
        printed = "".join("".join("".join(leaf.itertext()).split()) for leaf in tree.article.iter()
                          if leaf.get("at") is not None and next(leaf.iterancestors("meta"), None) is None)
        for flavour in ("full", "reading"):
            written = etree.fromstring(encode(tree, flavour=flavour)).find("t:text", NS)
            for words in written.iter("{*}figDesc"):  # what is not seen is not printed
                words.text = ""
            assert text(written) == printed


def test_every_pointer_resolves_and_every_id_is_unique() -> None:
    for tree in MADE:
        root = etree.fromstring(encode(tree))
        ids = root.xpath("//@xml:id")
        pointers = " ".join(root.xpath("//@target | //@ana | //@who | //@decls | //@corresp")).split()
        assert len(ids) == len(set(ids))
        assert {pointer[1:] for pointer in pointers if pointer.startswith("#")} <= set(ids)


def test_every_leaf_has_its_source_in_the_account() -> None:
    tree = seed_tree(NAMES[2])
    root = etree.fromstring(encode(tree))
    spans = {span.get("target")[1:]: span.get("source")
             for span in root.iterfind(".//t:spanGrp[@type='source']/t:span", NS)}
    leaves = [leaf for leaf in tree.iter() if leaf.get("at") is not None and leaf.get("id")]
    assert leaves
    for leaf in leaves:
        assert spans[leaf.get("id")] == " ".join(f"src:{span}" for span in leaf.get("at").split())


def test_headings_nest_as_sections_do() -> None:
    tree = seed_tree(NAMES[2])
    root = etree.fromstring(encode(tree))
    depths = [len(head.xpath("ancestor::t:div[@type='section']", namespaces=NS))
              for head in root.iterfind(".//t:div[@type='section']/t:head", NS)]
    assert depths == [heading.depth for heading in tree.walk(convert.Heading)]


def test_the_same_tree_gives_the_same_bytes_in_another_process() -> None:
    code = ("import sys, random; sys.path.insert(0, 'tests'); from tei_files import encode;"
            "from strategies import make_tree;"
            "sys.stdout.buffer.write(encode(make_tree(random.Random(3))))")
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[1],
                           env={"PYTHONHASHSEED": seed, "PATH": ""}).stdout for seed in ("1", "2")]
    assert runs[0] == runs[1] == encode(make_tree(random.Random(3)))


def test_an_unknown_flavour_is_refused() -> None:
    with pytest.raises(UsageError, match="full, reading"):
        TeiWriter(flavour="short")


def test_publisher_date_and_terms_are_those_given() -> None:
    given = {"publisher": "某馆", "date": 2021, "licence": "CC BY 4.0"}
    statement = etree.fromstring(encode(seed_tree(NAMES[0]), **given)).find(".//t:publicationStmt", NS)
    assert statement.findtext("t:publisher", namespaces=NS) == "某馆"
    assert statement.find("t:date", NS).get("when") == "2021"
    assert statement.findtext("t:availability/t:p", namespaces=NS) == "CC BY 4.0"
    with pytest.raises(UsageError, match="no date"):
        TeiWriter(date="明天")


# collections

def collection(members: int = 4) -> Collection:
    made = tuple(Member(f"m{number:03}", lambda number=number: make_tree(random.Random(number)))
                 for number in range(members))
    parts = (Part("", made[:1]), Part("上编", made[1:3]), Part("下编", made[3:]))
    return Collection("文集", parts, creators=("编者",), date="2021-04-08")


def test_a_collection_reads_back_member_by_member() -> None:
    again = list(read_corpus(io.BytesIO(encode(collection()))))
    assert [canonical(tree) for tree in again] == [canonical(make_tree(random.Random(seed))) for seed in range(4)]


def test_a_collection_is_valid_and_its_ids_unique() -> None:
    for flavour in ("full", "reading"):
        root = etree.fromstring(encode(collection(), flavour=flavour))
        load_tei_all().assertValid(root)
        ids = root.xpath("//@xml:id")
        assert len(ids) == len(set(ids))
        assert root.xpath("count(t:teiCorpus[@type='part'])", namespaces=NS) == 2
        assert all(name.startswith(("m000", "m001", "m002", "m003")) for name in ids)


def test_a_collection_holds_one_member_at_a_time() -> None:
    order: list[str] = []

    class Sink(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            order.append("write")
            return len(data)

    def load(number: int) -> Document:
        order.append("load")
        return seed_tree(NAMES[2])

    members = tuple(Member(f"m{number}", lambda number=number: load(number)) for number in range(3))
    TeiWriter().write(Collection("文集", (Part("", members),)), load_style("plain"), Sink())
    loads = [place for place, event in enumerate(order) if event == "load"]
    assert all("write" in order[a:b] for a, b in pairwise(loads))


def test_an_empty_collection_is_refused() -> None:
    with pytest.raises(UsageError, match="no documents"):
        encode(Collection("文集", ()))


# which file is ours

def test_our_own_xml_is_known_by_how_it_begins(tmp_path: Path) -> None:
    tree = seed_tree(NAMES[0])
    for suffix in (".tei.xml", ".xml"):
        path = tmp_path / f"speech{suffix}"
        convert.write(tree, path)
        assert canonical(convert.read(path)) == canonical(tree)


@pytest.mark.parametrize("data", [
    b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
    b"<document/>",
])
def test_other_peoples_xml_is_not_taken_for_ours(data: bytes) -> None:
    assert find_reader("feed.xml", data).__module__ not in ("convert.formats.tei.read", "convert.formats.xml.read")


@pytest.mark.parametrize(("data", "complaint"), [
    (b"<TEI", "not well-formed"), (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "without an account"),
    (b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>', "collection"),
])
def test_tei_that_cannot_be_read_back_says_why(data: bytes, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        read_tei(data, "a.tei.xml")


@pytest.mark.parametrize(("data", "complaint"), [(b"<document", "not well-formed"), (b"<document/>", "line 1")])
def test_a_tree_that_cannot_be_read_says_why(data: bytes, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        read_tree(data, "a.xml")


@pytest.mark.parametrize(("was", "now", "complaint"), [
    ("<p xml:id=\"b3\">", "<p xml:id=\"b3\"><term>词</term>", "line .*term"),
    ("<p xml:id=\"b3\">", "<p xml:id=\"b3\"><seg type=\"reading\">词</seg>", "line .*seg"),
    ("<p xml:id=\"b3\">", "<p xml:id=\"b3\"><seg type=\"placeholder\">词</seg>", "line .*seg"),
    ("<standOff>", "<standOff><note/>", "line .*note"),
])
def test_tei_that_others_changed_says_where(was: str, now: str, complaint: str) -> None:
    data = encode(seed_tree(NAMES[2])).decode()
    assert was in data
    with pytest.raises(SourceError, match=complaint):
        read_tei(data.replace(was, now, 1).encode(), "a.tei.xml")


def test_nothing_the_seeds_have_is_lost() -> None:
    for name in NAMES:
        tree = seed_tree(name)
        root = etree.fromstring(encode(tree))

        def count(path: str, root: etree._Element = root) -> int:
            return len(root.xpath(path, namespaces=NS))

        leaves = [*tree.meta.fields, *tree.article.xpath(".//*[@at]")]
        kept = " ".join(root.xpath("//t:spanGrp[@type='source']/t:span/@source", namespaces=NS)).split()
        assert count("//t:div[@type='section']/t:head") == len(list(tree.iter("heading")))
        assert count("//t:text//t:byline | //t:ab[@type='byline']") == len(list(tree.iter("byline")))
        assert count("//t:bibl[@type='source']/*[@xml:id]") == len(list(tree.iter("field")))
        assert count("//t:div[@type='article']") == len(list(tree.iter("article")))
        assert sorted(kept) == sorted(f"src:{span}" for leaf in leaves for span in leaf.get("at").split())
        assert count("//t:note[@type='cut']") == len(list(tree.record.cuts))


def test_each_article_is_cited_with_its_author_and_its_journal() -> None:
    rows = [("title", "", "报上文章"), ("article", "", ""), ("title", "", "甲文"), ("byline", "", "县长　陈知行"),
            ("meta", "来源", "某某日报"), ("p", "", "正文。"), ("article", "", ""), ("title", "", "乙文"),
            ("p", "", "正文。")]
    tree = tree_from_rows([{"kind": kind, "key": key, "text": text, "level": ""} for kind, key, text in rows])
    root = etree.fromstring(encode(tree))
    bibls = root.findall(f".//{TEI}sourceDesc/{TEI}bibl[@type='source']")
    told = [[(fact.tag[len(TEI):], fact.get("level"), "".join(fact.itertext())) for fact in bibl] for bibl in bibls]
    assert told == [[("title", "a", "报上文章")],
                    [("title", "a", "甲文"), ("author", None, "县长陈知行"), ("title", "j", "某某日报")],
                    [("title", "a", "乙文")]]
    office = bibls[1].find(f"{TEI}author/{TEI}roleName")
    assert office is not None
    assert office.text == "县长"
    load_tei_all().assertValid(root)
    assert canonical(read_source(encode(tree), "a.tei.xml")) == canonical(tree)


def test_a_source_that_is_an_address_is_valid() -> None:
    rows = [("title", "", "某文"), ("meta", "来源", "https://x.example/a"), ("p", "", "正文一段。")]
    tree = tree_from_rows([{"kind": kind, "key": key, "text": text, "level": ""} for kind, key, text in rows])
    assert [field.get("name") for field in tree.iter("field")] == ["source"]
    load_tei_all().assertValid(etree.fromstring(encode(tree)))
    assert canonical(read_source(encode(tree), "a.tei.xml")) == canonical(tree)


def test_notes_and_references_lead_to_each_other() -> None:
    root = etree.fromstring(encode(read_source("# 题\n\n正文[^1]一段。\n\n[^1]: 注文。\n".encode(), "a.md")))
    (ref,), (note,) = root.findall(f".//{TEI}text//{TEI}ref"), root.findall(f".//{TEI}text//{TEI}note")
    assert (ref.get("target"), note.get("target")) == (f"#{note.get(XML_ID)}", f"#{ref.get(XML_ID)}")
