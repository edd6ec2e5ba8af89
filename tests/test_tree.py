"""The tree: outline, account, canonical form."""

from __future__ import annotations

import pytest
from trees import GOLD, NAMES, read_rows, seed_tree

from convert.errors import AuditError
from convert.tree.audit import audit, restore
from convert.tree.build import load
from convert.tree.canon import canonical, digest
from convert.tree.grow import grow
from convert.tree.identity import identify
from convert.tree.nodes import CLASSES, Section
from convert.tree.outline import outline
from convert.tree.record import Change, Excision, Settled, Source
from convert.tree.schema import schema


@pytest.mark.parametrize("name", NAMES)
def test_outline_of_a_tree_made_from_gold_is_that_gold(name: str) -> None:
    def key(kind: str, level: str, text: str) -> tuple[str, str, str]:
        return kind.split("|")[0], level, " ".join(text.split())

    made = [key(row.kind, row.level, row.text) for row in outline(seed_tree(name))]
    gold = [key(row["kind"], row["level"], row["text"]) for row in read_rows(GOLD / f"{name}.tsv")]
    assert sorted(made) == sorted(gold)
    assert [row for row in made if row[0] not in ("meta", "noise")] == [
        row for row in gold if row[0] not in ("meta", "noise")]


@pytest.mark.parametrize("name", NAMES)
def test_tree_survives_serialising(name: str) -> None:
    tree = seed_tree(name)
    again = load(canonical(tree))
    assert digest(again) == digest(tree)
    assert restore(again) == restore(tree)


def test_sections_nest_by_depth() -> None:
    tree = seed_tree(NAMES[3])
    depths = {section.heading.text_content[:2]: section.depth for section in tree.walk(Section)
              if section.heading is not None}
    assert depths["四、"] == 1
    assert tree.article.find(".//section/section") is not None


def test_identity_comes_from_front_and_fields() -> None:
    identity = identify(seed_tree(NAMES[3]))
    assert identity.title == "2021年政府工作思路和主要任务"
    assert identity.publisher == "咸宁市人民政府"
    assert identity.identifier == "011336909/2021-11451"


def source(text: str) -> Source:
    return Source("t.txt", text, "0" * 64, len(text), "utf-8")


def test_an_edit_is_undone_by_restore() -> None:
    text = "and\nmore 字"
    block = Settled("p", "and more 字", ((0, 10),), "block/plain", changes=(Change((3, 4), "\n", " ", "join/latin"),))
    assert restore(audit(grow(source(text), [block], []), text)) == text


def test_characters_that_xml_cannot_hold_are_kept_as_codes() -> None:
    text = "一\x1f二"
    cuts = [Excision(((1, 2),), "text/control")]
    tree = audit(grow(source(text), [Settled("p", "一二", ((0, 1), (2, 3)))], cuts), text)
    assert restore(load(canonical(tree))) == text


@pytest.mark.parametrize(("spans", "complaint"),
                         [(((0, 1),), "lost"), (((0, 2), (1, 2)), "twice"), (((1, 2),), "no block")])
def test_audit_names_the_fault(spans: tuple[tuple[int, int], ...], complaint: str) -> None:
    text = "一二"
    block = Settled("p", "".join(text[a:b] for a, b in spans), spans)
    with pytest.raises(AuditError, match=complaint):
        audit(grow(source(text), [block], []), text)


@pytest.mark.parametrize(("name", "value"), [("by", "block/"), ("by", "Block"), ("cert", "1.01"), ("cert", "-1")])
def test_audit_looks_at_values_that_the_schema_leaves_open(name: str, value: str) -> None:
    tree = grow(source("一"), [Settled("p", "一", ((0, 1),), "block/plain", cert=0.5)], [])
    assert audit(tree, "一") is tree
    next(tree.iter("p")).set(name, value)
    with pytest.raises(AuditError, match=value):
        audit(tree, "一")


def test_schema_and_classes_name_the_same_elements() -> None:
    from lxml import etree

    from convert.resources import PACKAGE

    names = {element.get("name") for element in etree.parse(PACKAGE / "tree" / "schema.rng").iter("{*}element")}
    assert names == set(CLASSES)
    assert schema() is schema()


def test_comments_in_the_xml_of_a_tree_are_not_read() -> None:
    data = canonical(seed_tree(NAMES[0]))
    commented = data.replace(b"<meta", b"<!-- a --><?b c?><meta", 1).replace(b"</p>", b"<!-- d --></p>")
    assert canonical(load(commented)) == data
