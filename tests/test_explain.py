"""The catalogue of rules, what switching one off costs, and why a line became what it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from trees import SEEDS

import convert
from convert.compilation.preface import read_preface
from convert.compilation.titles import retitle
from convert.text import read_text
from convert.text.catalogue import TABLES, Entry, find_entries, load_catalogue
from convert.transforms.script import CONFIGS
from convert.tree.nodes import XML_LANG, Document

CASES = Path(__file__).parent / "cases"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
CATALOGUE = load_catalogue()
FUNCTIONS = [pytest.param(entry, id=entry.id) for entry in CATALOGUE if entry.where not in TABLES]


def rules_of(tree: Document) -> set[str]:
    return {str(element.get("by")) for element in tree.iter() if element.get("by")}


def make_tree(entry: Entry, document: str) -> Document:
    """The tree of an example, made as the rule's own trees are made."""
    data = document.encode()
    if entry.by == "preface":
        return read_preface(data, "preface.md", "zh-Hans")
    tree = read_text(data, "example.txt")
    if entry.by == "collection":
        return retitle(tree, "新题")
    if entry.by == "script":
        config = entry.id.partition("/")[2]
        source, target = next(pair for pair, configs in CONFIGS.items() if config in configs)
        tree.set(XML_LANG, source)
        return convert.to_script(tree, target, vocabulary=config != CONFIGS[source, target][0])
    return tree


def unknown(paths: Iterable[Path]) -> dict[str, str]:
    """Rules that are in no catalogue, with a document in which each decided something."""
    known = {entry.id for entry in CATALOGUE}
    return {rule: path.name for path in paths for rule in rules_of(read_text(path.read_bytes(), path.name)) - known}


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in CATALOGUE])
def test_a_rule_has_a_reason_and_an_example(entry):
    assert entry.why.endswith(".")
    assert entry.yes


@pytest.mark.parametrize("entry", FUNCTIONS)
def test_a_rule_decides_its_own_examples_and_no_others(entry):
    assert [document for document in entry.yes if entry.id not in rules_of(make_tree(entry, document))] == []
    assert [document for document in entry.no if entry.id in rules_of(make_tree(entry, document))] == []


def test_an_id_stands_once_in_a_place():
    assert len({(entry.id, entry.where) for entry in CATALOGUE}) == len(CATALOGUE)
    assert [entry.where for entry in find_entries("noise/breadcrumb")] == ["noise", "sift"]
    assert find_entries("noise/unheard-of") == ()


def test_every_rule_met_in_seeds_and_cases_is_in_the_catalogue():
    """A new function that names blocks or cuts needs a row in `rules/context.toml`."""
    assert unknown([*SEEDS.glob("*.txt"), *CASES.glob("*.txt")]) == {}


def test_every_rule_met_in_the_corpus_is_in_the_catalogue():
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout")
    assert unknown(path for path in CORPUS.iterdir() if path.name not in ("README.md", "index.tsv")) == {}
