"""The catalogue of rules, what switching one off costs, and why a line became what it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest
from docx_parts import p, package
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import find_rules, rules_of
from scoring import Figure, gold_lines, lines_of, score
from texts import text_of
from trees import GOLD, SEEDS

import convert
from convert.cli import main
from convert.cli.console import encode
from convert.cli.rules import find_use
from convert.errors import SourceError
from convert.recovery.ablation import (
    Sample,
    add,
    can_switch_off,
    count_uses,
    find_losses,
    read_without,
    weaken,
)
from convert.recovery.catalogue import OBSERVERS, TABLES, Entry, find_entries, find_weights, load_catalogue
from convert.recovery.explain import Explanation, Fate, explain, find_lines
from convert.recovery.features import load_families
from convert.recovery.grammar import LABELS
from convert.recovery.openers import RANK
from convert.recovery.reader import Reading, finish, read, read_stages
from convert.recovery.text import Marks
from convert.recovery.trace import STAGES, trace
from convert.recovery.weights import load_model
from convert.tree.agreement import compare, parse_outline
from convert.tree.outline import outline

pytestmark = pytest.mark.reader

CASES = Path(__file__).parent / "cases"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
CATALOGUE = load_catalogue()
NAMED = [pytest.param(entry, id=f"{entry.id}-{entry.where}") for entry in CATALOGUE
         if entry.where not in TABLES and entry.where != OBSERVERS]


def read_text(document: str, name: str = "a.txt") -> Reading:
    return read_stages(text_of(document.encode("utf-8", "surrogatepass"), name), load_model())


def the(rule: str, where: str) -> Entry:
    return next(entry for entry in find_entries(rule) if entry.where == where)


def unknown(paths: Iterable[Path]) -> dict[str, str]:
    """Rules that are in no catalogue, with a document in which each decided something."""
    known = {entry.id for entry in CATALOGUE}
    return {rule: path.name for path in paths
            for rule in rules_of(read(text_of(path.read_bytes(), path.name))) - known}


# the catalogue

def test_every_entry_has_a_reason_and_every_rule_an_example() -> None:
    assert [entry.id for entry in CATALOGUE if not entry.why.endswith(".")] == []
    assert [entry.id for entry in CATALOGUE if entry.where != OBSERVERS and not entry.yes] == []


def test_an_id_stands_once_in_a_place() -> None:
    assert len({(entry.id, entry.where) for entry in CATALOGUE}) == len(CATALOGUE)
    assert {entry.where for entry in find_entries("markup/comment")} == {"html", "markdown", "text"}
    assert find_entries("noise/unheard-of") == ()


@pytest.mark.parametrize("entry", NAMED)
def test_a_rule_stands_in_its_own_examples_and_in_no_others(entry: Entry) -> None:
    assert [document for document in entry.yes if entry.id not in find_rules(entry, document)] == []
    assert [document for document in entry.no if entry.id in find_rules(entry, document)] == []


def test_every_name_that_settling_can_give_is_in_the_catalogue() -> None:
    """Each label alone, each style of numbers, each place that a format marks."""
    known = {entry.id for entry in CATALOGUE}
    families = {"li": "item", "meta": "field"}
    named = {f"{families.get(label, label)}/labelled" for label in LABELS if label not in ("noise", "x", "I", "row")}
    named |= {f"{kind}/{style}" for kind in ("heading", "item") for style in RANK}
    named |= {f"noise/{role}" for role in ("nav", "aside", "header", "footer", "form", "contents", "hidden")}
    assert sorted(named - known) == []


def test_every_rule_met_in_seeds_and_cases_is_in_the_catalogue() -> None:
    """A new name of blocks or cuts needs a row in `rules/context.toml` or `rules/markup.toml`."""
    assert unknown([*SEEDS.glob("*.txt"), *CASES.glob("*.txt")]) == {}


def test_every_rule_met_in_the_corpus_is_in_the_catalogue() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout")
    assert unknown(path for path in sorted(CORPUS.iterdir()) if path.name not in ("README.md", "index.tsv")) == {}


def test_a_feature_is_explained_by_its_row_its_cue_or_its_family() -> None:
    entry = find_entries("len=12")[0]
    assert (entry.where, entry.why) == (OBSERVERS, the("len", OBSERVERS).why)
    (feature,) = find_entries("row=date/alone")
    assert feature.why == the("date/alone", "blocks").why
    said = find_weights(feature)
    assert (said[0].feature, said[0].label, said[0].weight > 0) == ("row=date/alone", "date", True)


# switching off

def samples(*names: str) -> list[Sample]:
    """Cases with their outlines."""
    return [Sample(path.name, text_of(path.read_bytes(), path.name),
                   parse_outline(path.with_suffix(".tsv").read_bytes(), path.name))
            for outlined in sorted(CASES.glob("*.tsv"))
            for path in (outlined.with_suffix(".txt"), outlined.with_suffix(".md"))
            if path.exists() and (not names or path.name in names)]


def test_the_command_scores_as_the_tests_do() -> None:
    """One definition of agreement, written twice: the tests keep their own so that they do not test it by itself."""
    for gold in [*GOLD.glob("*.tsv"), *sorted(CASES.glob("*.tsv"))[:12]]:
        source = (SEEDS if gold.parent == GOLD else CASES) / f"{gold.stem}.txt"
        tree = read(text_of(source.read_bytes(), source.name))
        figure = score(gold_lines(gold), lines_of(tree))["blocks"]
        assert Figure(*compare(parse_outline(gold.read_bytes(), gold.name), outline(tree))) == figure


def test_an_outline_lacking_a_column_is_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.tsv is no outline: it has no column key, level"):
        parse_outline(b"kind\ttext\n", "a.tsv")


def test_a_row_is_switched_off_by_its_weights() -> None:
    entry = the("date/alone", "blocks")
    weak = weaken(load_model(), entry)
    assert set(load_model().rows) - set(weak.rows) == {"row=date/alone"}
    assert weak.moves is load_model().moves


def test_a_family_that_moves_are_made_of_is_switched_off_in_them() -> None:
    weak = weaken(load_model(), the("t", OBSERVERS))
    assert not any(name.startswith("t:") for name in weak.rows)
    assert weak.moves != load_model().moves


NOTICE = """关于植树的通知
文号：青发〔2011〕3号

今年的植树工作从三月开始，各单位都要参加，不得缺席。
打印本页
关闭窗口
"""


@pytest.mark.parametrize("entry", [the("noise/print-close", "noise"), the("field/number", "fields")],
                         ids=lambda entry: entry.id)
def test_a_row_of_a_table_is_taken_out_and_put_back(entry: Entry) -> None:
    reading = read_text(NOTICE)
    assert entry.id in rules_of(finish(reading))
    assert entry.id not in rules_of(finish(read_without(entry, reading)))
    assert entry.id in rules_of(finish(read_text(NOTICE)))


def test_an_advert_in_a_sentence_can_be_switched_off() -> None:
    reading = read_text(f"全县工作总结\n\n{LONG}\n{LONG}（更多范文请关注某某范文网）{LONG}\n{LONG}\n")
    entry = the("noise/injected-advert", "noise")
    assert entry.id in rules_of(finish(reading))
    assert entry.id not in rules_of(finish(read_without(entry, reading)))


def test_other_rules_cannot_be_switched_off() -> None:
    entry = the("p/labelled", "settling")
    assert not can_switch_off(entry)
    with pytest.raises(ValueError, match="p/labelled"):
        read_without(entry, read_text(NOTICE))


def test_a_loss_is_what_the_score_falls_by() -> None:
    some = samples("commendation.txt", "hk-minutes.txt")
    uses = {rule: use for rule, use in count_uses(some).items() if rule in ("bias", "p/labelled", "ser")}
    losses = find_losses(some, uses)
    assert sorted(losses) == ["bias", "ser"]
    weak = weaken(load_model(), the("bias", OBSERVERS))
    again = add(compare(sample.wanted, outline(read(sample.form, weak))) for sample in some)
    assert losses["bias"] == pytest.approx(add(sample.agreement for sample in some).f1 - again.f1)
    assert losses["bias"] > 0


def test_uses_are_counted_in_blocks_and_in_atoms() -> None:
    uses = count_uses([Sample("a.txt", text_of(NOTICE.encode(), "a.txt"))])
    assert (uses["field/number"].times, uses["noise/print-close"].times) == (1, 2)
    assert uses["bias"].times == len(read_text(NOTICE).states)
    assert uses["len"].documents == {"a.txt"}


# a line

LONG = "今年的收成比去年好，农民都很高兴，家家户户都在谈论，都说要把明年的生产搞得更好。"
REPORT = """全县工作总结

过去一年，全县上下团结一心，各项工作都取得了新的进展，现将情况总结如下。
一、去年的工作
去年全县产量比上年增长一成，质量也有了明显提高，群众普遍感到满意。
二、今年的打算
今年要再接再厉，把各项工作做得更好，让全县的群众都能够过上好日子。
"""


def why(document: str, line: int, column: int = 0, name: str = "a.txt") -> Explanation:
    return explain(read_text(document, name), line, column)


def only(found: Explanation, kind: str) -> Fate:
    (fate,) = (fate for fate in found.fates if fate.kind == kind)
    return fate


@pytest.mark.parametrize(("text", "lines"), [
    ("", [""]), ("甲", ["甲"]), ("甲\n乙", ["甲\n", "乙"]), ("甲\r\n\r乙\n", ["甲\r\n", "\r", "乙\n"]),
])
def test_lines_are_counted_as_editors_count_them(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in find_lines(text)] == lines


def test_a_heading_is_explained_by_its_series() -> None:
    found = why(REPORT, 4)
    heading = only(found, "heading")
    assert (heading.rule, heading.level, heading.text) == ("heading/han", 1, "一、去年的工作")
    assert 0.3 < heading.cert < 1
    assert heading.why.startswith("Its number opens a title")
    (series,) = (one for one in found.compared if one.kind == "series")
    assert [(member.line, member.text, member.label) for member in series.members] == [
        (4, "一、", "heading"), (6, "二、", "heading")]
    assert (series.name, series.chosen, series.totals[0][0]) == ("han", "headings", "headings")
    assert sorted(name for name, _ in series.totals) == ["furniture", "headings", "items", "notes", "statements"]
    assert all(total <= 0 for _, total in series.totals)


def test_winner_and_runner_up_stand_with_their_scores_and_losers_stay() -> None:
    (weighed,) = why(REPORT, 6).weighed
    winner, runner, *others = weighed.standings
    assert (weighed.text, winner.label, winner.whole) == ("二、今年的打算", "heading", 0)
    assert 0 > runner.whole >= max((one.whole for one in others), default=runner.whole)
    told = next(one for one in weighed.told if one.feature == "ser=heading")
    assert told.winner > told.runner
    assert told.why == the("ser", OBSERVERS).why


def test_the_scores_told_are_the_sums_of_the_weights() -> None:
    reading = read_text(REPORT)
    rows, i = reading.model.rows, 2
    (winner, *_), label = reading.evidence[i].standings, reading.states[i].label
    own = sum(rows[name][LABELS.index(label)] for name in reading.features[i] if name in rows)
    zone = rows.get(f"w:{int(reading.states[i].zone)}:{label}")
    assert winner.own == pytest.approx(own + (zone[LABELS.index(label)] if zone is not None else 0), abs=0.001)


def test_what_a_group_held_is_told() -> None:
    """Of a group that was read alike, those members are told to be held that would have been something else."""
    readings = [reading for sample in samples() if (reading := sample.reading) is not None and reading.labelled.held]
    assert readings
    for reading in readings:
        for i in reading.labelled.held:
            winner, *losers = reading.evidence[i].standings
            assert winner.label == reading.states[i].label
            assert reading.evidence[i].held == any(loser.whole > winner.whole for loser in losers)


def test_a_cut_gives_its_reason() -> None:
    found = why(NOTICE, 5)
    assert (found.fates[0].kind, found.fates[0].rule) == ("cut", "noise/print-close")
    assert found.fates[0].why == "Buttons print the page, close it or keep it."


def test_a_column_narrows_to_one_character() -> None:
    found = why(REPORT, 5, 3)
    assert [(fate.kind, fate.text) for fate in found.fates] == [("p", "全")]
    assert len(found.weighed) == 1


def test_remarks_of_the_place_are_given() -> None:
    gap = REPORT.replace("二、今年", "三、今年")
    assert why(gap, 6).remarks == ["series/gap: In a series of headings or items number 3 follows 1."]


def test_lines_of_markup_are_those_of_the_source() -> None:
    found = why("<h1>全县粮食丰收</h1>\n<p>今年的收成比去年好，农民都很高兴。</p>\n", 1, name="a.html")
    assert [(fate.kind, fate.text) for fate in found.fates if fate.kind != "cut"] == [("title", "全县粮食丰收")]
    assert {fate.rule for fate in found.fates if fate.kind == "cut"} <= {"markup/tag", "line/space"}


def test_lines_of_containers_are_those_of_the_text_or_of_a_part() -> None:
    body = p("关于植树的通知") + p("今年的植树工作从三月开始，各单位都要参加。")
    text = text_of(package(body), "公文.docx")
    reading = read_stages(text, load_model())
    found = explain(reading, 1)
    assert (found.part, found.text) == ("word/document.xml", "关于植树的通知")
    assert explain(reading, 1, part="word/document.xml") == found
    with pytest.raises(LookupError):
        explain(reading, 1, part="word/no.xml")


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_every_line_of_a_seed_is_explained(path: Path) -> None:
    """Each line that holds anything has a fate with a reason, and the fates hold the whole line."""
    reading = read_stages(text_of(path.read_bytes(), path.name), load_model())
    lines = find_lines(reading.text.source.text)
    for number in range(1, len(lines) + 1, 17):
        found = explain(reading, number)
        assert all(fate.why for fate in found.fates)
        assert "".join(sorted("".join(fate.text for fate in found.fates))) == "".join(
            sorted(reading.text.source.text[slice(*lines[number - 1])]))


@given(st.text(st.sampled_from("一二三、。（）(1)2.第章条，：\n\r 　ab甲乙丙丁<>#|\x00\ud800"), max_size=120))
@settings(derandomize=True, max_examples=40, deadline=None)
def test_any_text_is_explained(text: str) -> None:
    reading = read_text(text)
    for number, (start, end) in enumerate(find_lines(reading.text.source.text), 1):
        found = explain(reading, number)
        assert sum(len(fate.text) for fate in found.fates) == end - start


@given(st.binary(max_size=80))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_any_bytes_are_explained_and_traced(data: bytes) -> None:
    reading = read_stages(text_of(data, "a.bin"), load_model())
    json.dumps(asdict(explain(reading, 1)), ensure_ascii=False).encode("utf-8", "backslashreplace")
    for stage in STAGES:
        for thing in trace(reading, stage):
            line = encode(thing)
            assert json.loads(line) == json.loads(json.dumps(thing))
            assert len(line.decode().splitlines()) == 1


# the commands

def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return int(stopped.value.code or 0), shown.out, shown.err


def test_explain_speaks_to_people_and_to_programs(capsys, tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    code, out, _ = run(capsys, "explain", f"{path}:4")
    told = " ".join(out.split())
    assert code == 0
    assert "heading of level 1 by heading/han, certainty 0." in told
    assert "series of han numbers, read as headings: 一、 line 4, 二、 line 6." in told
    assert any(why in told for why in load_families().values())
    found = json.loads(run(capsys, "explain", path, "--line", 4, "--json")[1])
    assert (found["line"], found["text"], found["fates"][0]["kind"]) == (4, "一、去年的工作", "heading")
    assert found["weighed"][0]["standings"][0]["label"] == "heading"
    assert found["compared"][0]["members"][1]["line"] == 6


def test_explain_gives_the_reason_of_a_rule_and_its_weights(capsys) -> None:
    code, out, _ = run(capsys, "explain", "noise/breadcrumb")
    assert code == 0
    assert "(noise)  Portals print the path to a page above it." in out
    assert "row=date/alone for a date" in run(capsys, "explain", "date/alone")[1]
    (family,) = json.loads(run(capsys, "explain", "ser", "--json")[1])
    assert (family["where"], len(family["weights"])) == (OBSERVERS, 8)
    assert run(capsys, "explain", "len=12")[0] == 0


def test_a_file_of_one_line_is_not_told_at_length(capsys, tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("　　".join(f"今年是第{number}年，收成很好，农民都很高兴。" for number in range(100)), "utf-8")
    _, out, _ = run(capsys, "explain", f"{path}:1")
    assert "more. Name a column" in out
    assert len(out.splitlines()) < 220


def test_trace_prints_each_stage_of_any_format(capsys, tmp_path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1>全县粮食丰收</h1><p>今年的收成比去年好，农民都很高兴。</p>", encoding="utf-8")
    code, out, _ = run(capsys, "trace", path)
    things = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert list(dict.fromkeys(thing["stage"] for thing in things)) == [
        stage for stage in STAGES if any(thing["stage"] == stage for thing in things)]
    _, out, _ = run(capsys, "trace", path, "--stage", "evidence,states")
    evidence, states = ([thing for thing in map(json.loads, out.splitlines()) if thing["stage"] == stage]
                        for stage in ("evidence", "states"))
    assert [thing["standings"][0]["label"] for thing in evidence] == [thing["label"] for thing in states] == [
        "title", "p"]


def test_rules_lists_the_catalogue(capsys) -> None:
    code, out, _ = run(capsys, "rules", "--json")
    assert code == 0
    assert [row["rule"] for row in json.loads(out)] == [entry.id for entry in CATALOGUE]
    assert "noise/share" in run(capsys, "rules")[1]


@pytest.mark.unmeasured
def test_rules_counts_and_weighs(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("convert.cli.rules.find_use", cache(find_use))  # what is printed twice is found once
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    code, out, _ = run(capsys, "rules", tmp_path, "--json")
    use = json.loads(out)
    assert (code, use["documents"], use["outlines"], use["blocks_f1"]) == (0, 1, 0, None)
    assert {"rule": "heading/han", "times": 2, "documents": 1, "loss": None} in use["rules"]
    assert "noise/share" in use["silent"]
    assert "heading/han" not in use["silent"]
    (tmp_path / "gold").mkdir()
    run(capsys, "outline", tmp_path / "a.txt", "-o", tmp_path / "gold/a.tsv")
    use = json.loads(run(capsys, "rules", tmp_path, "--outlines", tmp_path / "gold", "--json")[1])
    assert (use["outlines"], use["blocks_f1"]) == (1, 1.0)
    losses = {row["rule"]: row["loss"] for row in use["rules"]}
    assert losses["ser"] is not None
    assert losses["p/labelled"] is None
    assert all(loss is None or loss >= 0 for loss in losses.values())
    shown = run(capsys, "rules", tmp_path, "--outlines", tmp_path / "gold")[1]
    assert "blocks F1: 1.0000 over 1 with an outline" in shown


def test_rules_tells_what_it_cannot_read_and_counts_the_rest(capsys, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("坚持以人为本。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4\0\0\0\1\2\3" * 100)
    code, out, err = run(capsys, "rules", tmp_path)
    assert (code, "documents: 1;" in out) == (1, True)
    assert "b.txt is damaged" in err
    assert "1 of the documents cannot be read. The others are counted." in err
    assert run(capsys, "rules", tmp_path / "nothing.txt")[0] == 66


@pytest.mark.parametrize(("arguments", "code", "message", "hint"), [
    (["explain", "a.txt"], 2, "Which line of a.txt?", "Say a.txt:12."),
    (["explain", "a.txt:99"], 2, "a.txt: there is no line 99, the last is 7.", "counted from 1"),
    (["explain", "a.txt:0"], 2, "a.txt: there is no line 0", "counted from 1"),
    (["explain", "a.txt:1:99"], 2, "a.txt: line 1 has no character 99, it has 7.", "counted from 1"),
    (["explain", "a.txt:1", "--part", "b"], 2, "a.txt has no part b.", "It has none."),
    (["explain", "b.txt:1"], 66, "Cannot read b.txt", "Check the name"),
    (["explain", "noise/unheard-of"], 2, "There is no rule noise/unheard-of.", "huozi rules"),
    (["explain", "a.xml:1"], 2, "a.xml is a finished tree, not a text.", "Name the text"),
    (["explain", "c.txt:1"], 66, "c.txt is damaged", "Copy or download it again"),
    (["rules", "b.txt"], 66, "There is no file or folder b.txt.", "Check the name"),
    (["trace", "b.txt"], 66, "Cannot read b.txt", "Check the name"),
    (["trace", "a.txt", "--stage", "guess"], 2, "No stage is called 'guess'.", "Known: source, lines"),
])
def test_bad_input_is_one_line_with_a_hint(capsys, tmp_path, monkeypatch, arguments, code, message, hint) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    Path("c.txt").write_bytes(b"%PDF-1.4\0\0\0\1\2\3" * 100)
    convert.write(convert.read("a.txt"), "a.xml")
    exit_code, out, err = run(capsys, *arguments)
    assert (exit_code, out) == (code, "")
    assert message in err
    assert hint in err
    assert err.count("\n") == 1


def test_marks_that_say_nothing_are_not_traced() -> None:
    (line, *_) = trace(read_text(REPORT), "lines")
    assert "marks" not in line
    assert Marks().cell == 0
