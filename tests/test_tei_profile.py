"""The profile: one ODD, the schema and documentation made from it, and the check of a file against it."""

from __future__ import annotations

import io
import random

import pytest
from lxml import etree
from strategies import make_tree
from trees import NAMES, seed_tree
from validators.tei import load_tei_all

import convert
from convert.check.tei import check_tei
from convert.collection import Collection, Member, Part
from convert.errors import SourceError
from convert.formats.tei import TeiWriter
from convert.formats.tei.odd import FOLDER, load_odd, make_profile, make_schema
from convert.formats.tei.reasons import find_reason
from convert.formats.tei.vocabulary import tag
from convert.formats.writer import Work
from convert.style.sheet import load_style


def encode(work: Work, **options: object) -> bytes:
    out = io.BytesIO()
    TeiWriter(**options).write(work, load_style("plain"), out)
    return out.getvalue()


def test_the_schema_is_made_from_the_odd() -> None:
    assert (FOLDER / "huozi.rng").read_bytes() == make_schema(load_odd()), "run python -m convert.formats.tei.odd"


def test_the_documentation_is_made_from_the_odd() -> None:
    kept = (FOLDER / "profile.md").read_text("utf-8")
    assert kept == make_profile(load_odd()), "run python -m convert.formats.tei.odd"


def test_the_odd_describes_every_element_once() -> None:
    odd = load_odd()
    names = [spec.get("ident") for spec in odd.iter(tag("elementSpec"))]
    used = {reference.get("key") for reference in odd.iter(tag("elementRef"))}
    modules = " ".join(module.get("include", "") for module in odd.iter(tag("moduleRef"))).split()
    assert len(names) == len(set(names))
    assert used <= set(names)
    assert sorted(modules) == sorted(names)
    assert all((spec.findtext(tag("desc")) or "").endswith((".", "：")) for spec in odd.iter(tag("elementSpec")))


def test_the_odd_is_valid_tei() -> None:
    load_tei_all().assertValid(load_odd())


@pytest.mark.parametrize("options", [{}, {"lines": True, "variants": True}, {"flavour": "reading"},
                                     {"flavour": "reading", "lines": True}])
def test_everything_written_keeps_to_the_profile(options: dict[str, object]) -> None:
    for tree in [*(make_tree(random.Random(seed)) for seed in range(40)), *map(seed_tree, NAMES)]:
        assert check_tei(encode(tree, **options), "made.tei.xml") == []


def test_a_collection_keeps_to_the_profile() -> None:
    members = tuple(Member(f"m{number}", lambda number=number: seed_tree(NAMES[number])) for number in range(3))
    work = Collection("文集", (Part("", members[:1]), Part("下编", members[1:])))
    for flavour in ("full", "reading"):
        assert check_tei(encode(work, flavour=flavour), "book.tei.xml") == []


def test_every_element_of_the_profile_is_written_somewhere() -> None:
    trees = [make_tree(random.Random(seed)) for seed in range(40)]
    work = Collection("文集", (Part("上编", (Member("m1", lambda: trees[0]),)),))
    files = [encode(tree, lines=True, variants=True) for tree in trees]
    files += [encode(tree, flavour="reading", licence="CC0", date="2021", publisher="甲") for tree in trees]
    files += [encode(work)]
    written = {etree.QName(element).localname for data in files for element in etree.fromstring(data).iter()}
    described = {spec.get("ident") for spec in load_odd().iter(tag("elementSpec"))}
    assert described - written == {"pb", "roleName"}  # page numbers and offices, which the made trees have not


FAULTS = [
    ("huozi.rng", '<div type="section"', '<div type="chapter"'),
    ("huozi.rng", 'rend="own"', 'rend="loud"'),
    ("huozi.rng", "<standOff>", "<standOff><p>注</p>"),
    ("pointer", 'target="#b2"', 'target="#b999"'),
    ("xml:id", 'xml:id="b3"', 'xml:id="b2"'),
    ("account", "按照會議安排", "按照大會安排"),
    ("account", "src:0:", "src:1:"),
]


@pytest.mark.parametrize(("clause", "was", "now"), FAULTS)
def test_a_planted_fault_is_found(clause: str, was: str, now: str) -> None:
    data = encode(seed_tree(NAMES[2])).decode()
    assert was in data
    found = check_tei(data.replace(was, now, 1).encode(), "a.tei.xml")
    assert clause in {departure.clause for departure in found}


def test_an_empty_paragraph_is_found() -> None:
    root = etree.fromstring(encode(seed_tree(NAMES[2])))
    next(root.iter(tag("body"))).find(f".//{tag('p')}").text = " "
    assert "content" in {departure.clause for departure in check_tei(etree.tostring(root), "a.tei.xml")}


@pytest.mark.parametrize(("data", "complaint"), [(b"<TEI", "not well-formed"), (b"<html/>", "is no TEI")])
def test_what_is_no_tei_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        check_tei(data, "a.xml")


def test_rules_are_explained_where_the_document_uses_them() -> None:
    assert find_reason("noise/login") == "Comment boxes ask the visitor to log in."
    assert find_reason("heading/unheard-of") == "Heads what follows it."
    assert find_reason("unheard-of") == "unheard-of"
    source = "标题\n\n分享到微信\n\n正文第一段，这里有一句完整的话。\n"
    root = etree.fromstring(encode(convert.read(source.encode(), "a.txt")))
    used = {pointer[1:] for pointer in root.xpath("//@ana")}
    explained = {category.get("{http://www.w3.org/XML/1998/namespace}id"): category.findtext(tag("catDesc"))
                 for category in root.iter(tag("category"))}
    assert used
    assert used <= set(explained)
    assert all(explained.values())
