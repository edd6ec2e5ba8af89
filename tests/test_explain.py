"""The catalogue of rules, what switching one off costs, and why a line became what it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from scoring import Figure, gold_lines, lines_of, score
from trees import GOLD, SEEDS

import convert
from convert.cli import main
from convert.compilation.preface import read_preface
from convert.compilation.titles import retitle
from convert.errors import SourceError
from convert.text import read_text
from convert.text.ablation import Sample, agree, can_switch_off, find_losses, without
from convert.text.catalogue import TABLES, Entry, find_entries, load_catalogue
from convert.transforms.script import CONFIGS
from convert.tree.agreement import compare, parse_outline
from convert.tree.nodes import XML_LANG, Document
from convert.tree.outline import outline

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


SWITCHED = sorted(entry.id for entry in CATALOGUE if {one.where for one in find_entries(entry.id)} <= TABLES)
"""Rows whose id no function shares."""


def samples() -> list[Sample]:
    """The cases with their outlines."""
    return [Sample(path.read_bytes(), path.name, parse_outline(path.with_suffix(".tsv").read_bytes(), path.name))
            for path in sorted(CASES.glob("*.txt"))]


def test_the_command_scores_as_the_tests_do():
    """One definition of agreement, written twice: the tests keep their own so that they do not test it by itself."""
    for gold in [*GOLD.glob("*.tsv"), *sorted(CASES.glob("*.tsv"))[:12]]:
        source = (SEEDS if gold.parent == GOLD else CASES) / f"{gold.stem}.txt"
        tree = convert.read(source)
        figure = score(gold_lines(gold), lines_of(tree))["blocks"]
        assert Figure(*compare(parse_outline(gold.read_bytes(), gold.name), outline(tree))) == figure


def test_an_outline_lacking_a_column_is_refused():
    with pytest.raises(SourceError, match=r"a\.tsv is no outline: it has no column key, level"):
        parse_outline(b"kind\ttext\n", "a.tsv")


def test_a_row_can_be_switched_off_and_on_again():
    """Every row that decides in a case, so that none is asked in a way that switching off does not reach."""
    trees = [(sample, rules_of(read_text(sample.data, sample.name))) for sample in samples()]
    shown = {rule: (sample, before) for sample, before in trees for rule in before}
    faults = []
    for rule in filter(shown.get, SWITCHED):
        sample, before = shown[rule]
        with without(rule):
            off = rules_of(read_text(sample.data, sample.name))
        if rule in off or rules_of(read_text(sample.data, sample.name)) != before:
            faults.append(rule)
    assert len(shown) > 50
    assert faults == []


def test_a_verdict_can_be_switched_off():
    document = "工作总结\n\n一、去年的工作\n去年产量增长一成，群众满意。\n二、今年的打算\n今年要再接再厉。\n".encode()
    assert "heading/han" in rules_of(read_text(document, "a.txt"))
    with without("heading/han"):
        assert "heading/han" not in rules_of(read_text(document, "a.txt"))


def test_an_injected_advert_can_be_switched_off():
    document = "今年的收成（更多范文请关注某某范文网）比去年好，农民都很高兴。\n".encode()
    assert "noise/injected-advert" in rules_of(read_text(document, "a.txt"))
    with without("noise/injected-advert"):
        assert "noise/injected-advert" not in rules_of(read_text(document, "a.txt"))


def test_other_functions_cannot_be_switched_off():
    assert not can_switch_off("p/prose")
    assert not can_switch_off("noise/unheard-of")
    with pytest.raises(ValueError, match="p/prose"), without("p/prose"):
        pass


def test_a_loss_is_what_the_score_falls_by():
    names = ("notice-annex.txt", "gazette-two.txt", "faq-markdown.txt")
    some = [sample for sample in samples() if sample.name in names]
    fired = {"date/alone": {sample.name for sample in some}, "p/prose": {some[0].name}}
    losses = find_losses(some, fired, read_text)
    with without("date/alone"):
        expected = agree(some, read_text).f1
    assert list(losses) == ["date/alone"]
    assert losses["date/alone"] == pytest.approx(agree(some, read_text).f1 - expected)
    assert losses["date/alone"] > 0


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return int(stopped.value.code or 0), shown.out, shown.err


def test_rules_lists_the_catalogue(capsys):
    code, out, _ = run(capsys, "rules", "--json")
    assert code == 0
    assert [row["rule"] for row in json.loads(out)] == [entry.id for entry in CATALOGUE]
    _, table, _ = run(capsys, "rules")
    assert "noise/share" in table


def test_rules_counts_and_weighs(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("一、总体要求\n坚持以人为本。\n二、主要任务\n发展生产。\n", encoding="utf-8")
    code, out, _ = run(capsys, "rules", tmp_path, "--json")
    use = json.loads(out)
    assert (code, use["documents"], use["outlines"], use["blocks_f1"]) == (0, 1, 0, None)
    assert {"rule": "heading/han", "times": 2, "documents": 1, "loss": None} in use["rules"]
    (tmp_path / "gold").mkdir()
    run(capsys, "outline", tmp_path / "a.txt", "-o", tmp_path / "gold/a.tsv")
    use = json.loads(run(capsys, "rules", tmp_path, "--outlines", tmp_path / "gold", "--json")[1])
    assert (use["outlines"], use["blocks_f1"]) == (1, 1.0)
    assert next(row["loss"] for row in use["rules"] if row["rule"] == "heading/han") > 0.2
    assert next(row["loss"] for row in use["rules"] if row["rule"] == "p/prose") is None
    _, shown, _ = run(capsys, "rules", tmp_path, "--outlines", tmp_path / "gold")
    assert "blocks F1: 1.0000 over 1 with an outline" in shown


def test_rules_tells_what_it_cannot_read_and_counts_the_rest(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("坚持以人为本。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4\0\0\0\1\2\3" * 100)
    code, out, err = run(capsys, "rules", tmp_path)
    assert (code, "documents: 1\n" in out) == (1, True)
    assert "b.txt holds no text" in err
    assert "1 of the documents cannot be read. The others are counted." in err
    assert run(capsys, "rules", tmp_path / "nothing.txt")[0] == 66
