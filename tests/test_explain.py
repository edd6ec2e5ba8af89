"""The catalogue of rules, what switching one off costs, and why a line became what it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pytest
from convert.reading.ablation import Sample, agree, can_switch_off, find_losses, without
from convert.reading.arguments import Argument, Member
from convert.reading.assembly import assemble
from convert.reading.catalogue import TABLES, Entry, find_entries, load_catalogue
from convert.reading.explain import Explanation, explain, find_lines
from convert.reading.stages import read_plainly
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import Figure, gold_lines, lines_of, score
from trees import GOLD, SEEDS

import convert
from convert.cli import main
from convert.cli.trace import encode, spread
from convert.compilation.preface import read_preface
from convert.compilation.titles import retitle
from convert.errors import SourceError
from convert.formats.text import read_text, trace_text
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
    if entry.by == "fault":
        return assemble(read_plainly(trace_text(data, "example.txt"), "made for a test"))
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


def test_a_rule_can_be_switched_off_and_on_again():
    """Every rule that decides in a case, so that none is asked in a way that switching off does not reach."""
    trees = [(sample, rules_of(read_text(sample.data, sample.name))) for sample in samples()]
    shown = {rule: (sample, before) for sample, before in trees for rule in before if can_switch_off(rule)}
    faults = []
    for rule, (sample, before) in shown.items():
        with without(rule):
            off = rules_of(read_text(sample.data, sample.name))
        if rule in off or rules_of(read_text(sample.data, sample.name)) != before:
            faults.append(rule)
    assert len(shown) > 80
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


def test_what_a_function_cuts_is_put_back():
    document = ("关于植树的通知\n\n今年的植树工作从三月开始，各单位都要参加，不得缺席。\n"
                "打印本页\n关闭窗口\n东乡今年的成绩\n")
    with without("noise/after-the-text"):
        tree = read_text(document.encode(), "a.txt")
    assert [row.text for row in outline(tree) if row.kind == "noise"] == ["打印本页", "关闭窗口"]


def test_what_a_function_names_is_left_a_paragraph():
    document = "今年的收成比去年好，农民都很高兴。\n水利建设\n全县修了三条水渠，灌溉面积扩大了一成。\n".encode()
    with without("heading/plain"):
        assert [row.kind for row in outline(read_text(document, "a.txt"))] == ["p", "p", "p"]
    assert [row.kind for row in outline(read_text(document, "a.txt"))] == ["p", "heading", "p"]


def test_other_rules_cannot_be_switched_off():
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
    assert "noise/share" in use["silent"]
    assert "heading/han" not in use["silent"]
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
    assert (code, "documents: 1;" in out) == (1, True)
    assert "b.txt holds no text" in err
    assert "1 of the documents cannot be read. The others are counted." in err
    assert run(capsys, "rules", tmp_path / "nothing.txt")[0] == 66


def why(document: str, line: int, column: int = 0) -> Explanation:
    return explain(trace_text(document.encode(), "a.txt"), line, column)


def told(found: Explanation, stage: str) -> list[Argument]:
    return [argument for argument in found.arguments if argument.stage == stage]


REPORT = """工作总结

过去一年，全县的各项工作都取得了新的进展，现将情况总结如下。
一、去年的工作
去年产量增长一成，群众满意。五、六月份下了大雨，影响不大。
二、今年的打算
今年要再接再厉，把各项工作做得更好。
"""


@pytest.mark.parametrize(("text", "lines"), [
    ("", [""]), ("甲", ["甲"]), ("甲\n乙", ["甲\n", "乙"]), ("甲\r\n\r乙\n", ["甲\r\n", "\r", "乙\n"]),
])
def test_lines_are_counted_as_editors_count_them(text, lines):
    assert [text[start:end] for start, end in find_lines(text)] == lines


def test_a_heading_is_explained_by_its_series():
    found = why(REPORT, 4)
    (heading,) = (fate for fate in found.fates if fate.kind == "heading")
    assert (heading.rule, heading.level, heading.text) == ("heading/han", 1, "一、去年的工作")
    assert heading.why.startswith("Most members of its series")
    (number,) = told(found, "numbers")
    assert number.won
    assert number.series == (Member(4, "一、", "heading"), Member(6, "二、", "heading"))
    assert "一、 is member 1 of 2 in its series: 2 of 2 open with a title-like sentence" in number.says


def test_a_number_that_lost_is_told():
    (number,) = told(why(REPORT, 5), "numbers")
    assert (number.won, number.rule) == (False, "heading/han")
    assert number.says.startswith("五、 joins no series")


@pytest.mark.parametrize(("document", "line", "reason"), [
    ("要带的材料：\n1.身份证；\n2.户口簿；\n3.照片。\n", 3, "they are a list"),
    ("一是抓生产。生产是第一位的大事，不能放松。\n二是抓生活。生活是第二位的大事，也不能放松。\n", 2,
     "none of them stands alone"),
    ("办法\n\n第一条　为了做好统计工作，制定本办法。\n第二条　统计人员应当如实填报。\n", 3,
     "opens an article of law"),
    ("办法\n\n第一章　总则\n第一条　为了做好工作，制定本办法。\n第二章　附则\n第二条　本办法即日施行。\n", 3,
     "it fills its line"),
])
def test_the_reason_of_a_verdict_is_given(document, line, reason):
    assert reason in told(why(document, line), "numbers")[0].says


def test_words_that_fit_in_another_place_are_told():
    found = why("今年的收成比去年好，农民都很高兴。\n——记市里的一次会议\n今年的收成比去年好，农民都很高兴。\n", 2)
    assert [(one.rule, one.won) for one in told(found, "words")] == [("subtitle/dash", False)]
    assert told(found, "words")[0].says.endswith("that counts only above the text of an article.")


def test_a_line_that_only_looks_like_noise_is_told():
    found = why("今年的收成比去年好，家家户户的农民都很高兴。\n首页\n今年的收成比去年好，家家户户的农民都很高兴。\n", 2)
    assert [(one.rule, one.says) for one in told(found, "noise")] == [
        ("noise/tool-word", "The line looks like noise/tool-word, but that counts only before or behind the text.")]


def test_a_cut_gives_its_reason():
    found = why("打印本页\n关于植树的通知\n今年的植树工作从三月开始，各单位都要参加，不得缺席。\n", 1)
    assert (found.fates[0].kind, found.fates[0].rule) == ("cut", "noise/print-close")
    assert found.fates[0].why == "Buttons print the page, close it or keep it."


def test_a_joined_line_says_why():
    wrapped = ("今年的收成比去年要好得多，农民都很高\n兴，家家户户都在谈论丰收的事，县里也\n派人来慰问，"
               "送来了许多慰问品，大家都\n表示感谢，决心明年要把生产搞得更好，\n争取更大的丰收。\n"
               "各乡各村也都开了庆祝会，会上表扬了先\n进人物。\n")
    assert "Joined to the line above: that fills the page (18 of 18" in told(why(wrapped, 2), "lines")[0].says
    assert told(why(wrapped, 6), "lines")[0].says.startswith("Not joined to the line above: that does not fill")
    assert "are not wrapped" in told(why(REPORT, 4), "lines")[0].says


def test_a_short_line_says_why_it_is_no_heading():
    (one,) = told(why("今年的收成比去年好，农民都很高兴。\n到此为止\n", 2), "neighbours")
    assert (one.rule, one.says) == ("heading/plain", "It is no heading: nothing follows it.")


def test_a_column_narrows_to_one_character():
    found = why("工作总结\n\n一、狠抓生产。全年新建厂房三座，质量提高。\n二、改善民生。全年新建学校两所。\n", 3, 10)
    assert [(fate.kind, fate.text) for fate in found.fates] == [("p", "新")]


def test_remarks_of_the_place_are_given():
    assert why("一、甲事\n全县办好了甲事。\n三、丙事\n全县办好了丙事。\n", 3).remarks == [
        "series/gap: In a series of headings or items number 3 follows 1."]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_every_line_of_a_seed_is_explained(path):
    """Each line that holds anything has a fate with a reason, and the fates hold the whole line."""
    reading = trace_text(path.read_bytes(), path.name)
    lines = find_lines(reading.source.text)
    for number in range(1, len(lines) + 1, 7):
        found = explain(reading, number)
        assert all(fate.why for fate in found.fates)
        assert "".join(sorted("".join(fate.text for fate in found.fates))) == "".join(
            sorted(reading.source.text[slice(*lines[number - 1])]))


@given(st.text(st.sampled_from("一二三、。（）(1)2.第章条，：\n\r 　ab甲乙丙丁<>#|\x00\ud800"), max_size=120))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_any_text_is_explained(text):
    reading = trace_text(text.encode("utf-8", "surrogatepass"), "a.txt")
    for number, (start, end) in enumerate(find_lines(reading.source.text), 1):
        found = explain(reading, number)
        assert sum(len(fate.text) for fate in found.fates) == end - start


@given(st.binary(max_size=80))
@settings(derandomize=True, max_examples=80, deadline=None)
def test_any_bytes_are_explained_and_traced(data):
    reading = trace_text(data, "a.bin")
    json.dumps(asdict(explain(reading, 1)), ensure_ascii=False).encode()
    for stage in ("source", "lines", "settled"):
        for thing in spread(reading, stage):
            line = encode(thing)
            assert json.loads(line) == json.loads(json.dumps(thing))
            assert len(line.decode().splitlines()) == 1


def test_a_reading_with_a_fault_is_explained():
    reading = trace_text(REPORT.encode(), "a.txt")
    reading.settled.append(reading.settled[0])  # the account counts its characters twice
    found = explain(reading, 4)
    assert [(fate.rule, fate.text) for fate in found.fates if fate.kind == "p"] == [("p/line", "一、去年的工作")]


def test_explain_speaks_to_people_and_to_programs(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    code, out, _ = run(capsys, "explain", f"{path}:4")
    assert code == 0
    assert "heading of level 1 by heading/han" in out
    assert "Its series: 一、 line 4, 二、 line 6." in out
    found = json.loads(run(capsys, "explain", path, "--line", 4, "--json")[1])
    assert (found["line"], found["text"], found["fates"][0]["kind"]) == (4, "一、去年的工作", "heading")
    assert found["arguments"][0]["stage"] == "numbers"


def test_explain_gives_the_reason_of_a_rule(capsys):
    code, out, _ = run(capsys, "explain", "noise/breadcrumb")
    assert code == 0
    assert "(noise)  Portals print the path to a page above it." in out
    assert [entry["where"] for entry in json.loads(run(capsys, "explain", "noise/breadcrumb", "--json")[1])] == [
        "noise", "sift"]


def test_a_file_of_one_line_is_not_told_at_length(capsys, tmp_path):
    path = tmp_path / "a.txt"
    years = "　　".join(f"今年是第{number}年，收成很好，农民都很高兴。" for number in range(100))
    path.write_text(years, encoding="utf-8")
    _, out, _ = run(capsys, "explain", f"{path}:1")
    assert "60 more. Name a column" in out
    assert len(out.splitlines()) < 120


@pytest.mark.parametrize(("arguments", "code", "message", "hint"), [
    (["explain", "a.txt"], 2, "Which line of a.txt?", "Say a.txt:12."),
    (["explain", "a.txt:99"], 2, "a.txt: there is no line 99, the last is 7.", "counted from 1"),
    (["explain", "a.txt:0"], 2, "a.txt: there is no line 0", "counted from 1"),
    (["explain", "a.txt:1:99"], 2, "a.txt: line 1 has no character 99, it has 5.", "counted from 1"),
    (["explain", "b.txt:1"], 66, "Cannot read b.txt", "Check the name"),
    (["explain", "noise/unheard-of"], 2, "There is no rule noise/unheard-of.", "huozi rules"),
    (["explain", "a.xml:1"], 2, "a.xml is a finished tree, not a text.", "Name the text"),
    (["explain", "c.txt:1"], 66, "c.txt holds no text", "save other files as text"),
    (["rules", "b.txt"], 66, "There is no file or folder b.txt.", "Check the name"),
    (["trace", "b.txt"], 66, "Cannot read b.txt", "Check the name"),
])
def test_bad_input_is_one_line_with_a_hint(capsys, tmp_path, monkeypatch, arguments, code, message, hint):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    Path("c.txt").write_bytes(b"%PDF-1.4\0\0\0\1\2\3" * 100)
    convert.write(convert.read("a.txt"), "a.xml")
    exit_code, out, err = run(capsys, *arguments)
    assert (exit_code, out) == (code, "")
    assert message in err
    assert hint in err
    assert err.count("\n") == 1
