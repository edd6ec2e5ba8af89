"""The labelling: best paths, groups, depths, the account, tables of weights and families."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from recovery_texts import SENTENCE, atoms_of, survey_of
from texts import text_of
from trees import NAMES, SEEDS

from convert.chinese.folding import fold
from convert.errors import SourceError
from convert.recovery import reader
from convert.recovery.assembly import assemble
from convert.recovery.blocks import draft_blocks
from convert.recovery.cues import load_furniture_words
from convert.recovery.depth import ALONE, PLAIN, Head, find_depths
from convert.recovery.features import describe, family_of, load_families
from convert.recovery.grammar import (
    LABEL_OF,
    LABELS,
    NUMBER,
    STATES,
    ZONE_OF,
    ZONES,
    Joint,
    State,
    Zone,
    may_follow,
    opens_work,
)
from convert.recovery.joining import drop_between, join_atoms, print_spans
from convert.recovery.labelling import (
    NAT,
    NEVER,
    Lattice,
    Model,
    Slot,
    add_up,
    part_zones,
    prune,
    score_states,
    take,
    thin,
)
from convert.recovery.offers import offer
from convert.recovery.paths import climb, count_works, find_best, weigh_path
from convert.recovery.reader import joint_of, read, read_stages, survey_text
from convert.recovery.readings import Group, disagree, find_groups, measure_states, settle_groups
from convert.recovery.weights import first_weights, load_model, load_weights, print_weights
from convert.recovery.witnesses import has_witnesses
from convert.tree.audit import restore
from convert.tree.nodes import Document
from convert.tree.record import Change

SPEECH = (f"在青云县大会上的讲话\n（2024年3月5日）\n林远\n各位代表：\n{SENTENCE}\n"
          f"一、开端\n{SENTENCE}\n二、经过\n{SENTENCE}\n")


def test_every_label_has_a_zone_and_every_zone_a_line_that_nobody_knows() -> None:
    assert set(ZONES) == set(LABELS)
    for zone in Zone:
        assert any(zone in ZONES[label] for label in ("note", "p")), zone


def test_only_a_title_opens_a_front() -> None:
    for before, after, joint in product(STATES, STATES, Joint):
        if may_follow(before, after, joint) and before.zone != Zone.FRONT and after.zone == Zone.FRONT:
            assert after.label == "title"
    assert not may_follow(State(Zone.BODY, "p"), State(Zone.BACK, "I"), Joint.LINE)
    assert opens_work(State(Zone.BODY, "p"), State(Zone.FRONT, "title"))
    assert not opens_work(State(Zone.HEAD, "kicker"), State(Zone.FRONT, "title"))


def test_a_run_in_heading_ends_where_its_title_does() -> None:
    heading, on, text = (State(Zone.BODY, label) for label in ("heading", "I", "p"))
    assert not may_follow(heading, on, Joint.TITLE)
    assert may_follow(heading, on, Joint.LINE)
    assert may_follow(heading, text, Joint.TITLE)
    assert may_follow(text, on, Joint.TITLE)


def slot_of(joint: Joint, scores: dict[int, int]) -> Slot:
    states = tuple(sorted(scores, key=ZONE_OF.__getitem__))
    return Slot(joint, states, [scores[state] * NAT for state in states], part_zones(states))


SLOTS = st.builds(slot_of, st.sampled_from(Joint), st.dictionaries(st.sampled_from(range(len(STATES))),
                                                                  st.integers(-9, 9), min_size=1, max_size=6))
LATTICES = st.lists(SLOTS, min_size=1, max_size=4)
MODEL = Model({"t:title>p": [0.0] * 14 + [3.0] + [0.0] * 4, "new": [-2.0] * len(LABELS),
               "title:heading>p": [0.0] * 14 + [1.0] + [0.0] * 4})

Path = tuple[tuple[Joint, int, int], ...]
"""What parts each atom from the one before, its state and the score of that alone."""


def paths_of(lattice: Lattice) -> Iterator[Path]:
    return product(*([(slot.joint, *pair) for pair in zip(slot.states, slot.scores, strict=True)] for slot in lattice))


def worth(path: Path) -> int:
    total = path[0][2] + MODEL.firsts[path[0][1]]
    for (_, before, _), (joint, after, own) in pairwise(path):
        total += MODEL.moves[joint].rows[before][after] + own
    return total


@given(LATTICES)
def test_the_best_path_is_the_best_of_all(lattice: Lattice) -> None:
    best = max(map(worth, paths_of(lattice)))
    path = find_best(lattice, MODEL)
    assert bool(path) == (best > NEVER // 2)
    if path:
        assert best in {worth(each) for each in paths_of(lattice) if [state for _, state, _ in each] == path}


@given(LATTICES)
def test_the_best_path_of_a_lone_work_is_the_best_of_those(lattice: Lattice) -> None:
    path, alone = find_best(lattice, MODEL), find_best(lattice, MODEL.alone())
    if path:
        assert weigh_path(lattice, path, MODEL) == max(map(worth, paths_of(lattice)))
    if alone and count_works(alone) == 1:
        lone = [each for each in paths_of(lattice) if count_works([state for _, state, _ in each]) == 1]
        assert weigh_path(lattice, alone, MODEL) == max(map(worth, lone))


def test_a_line_that_hardly_opens_a_work_opens_none() -> None:
    model = load_model()
    eager = {**model.rows, "new": [weight + 2 * 10 for weight in model.rows["new"]]}
    text = text_of(f"{SPEECH}青云之路\n{SENTENCE}\n".encode(), "a.txt")
    assert not any(read_stages(text, model).opens)
    assert any(read_stages(text, Model(eager)).opens)


@given(LATTICES)
def test_thinning_keeps_the_best_path(lattice: Lattice) -> None:
    joints = [slot.joint for slot in (*lattice[1:], lattice[-1])]
    thinned = [thin(slot, joint, MODEL) if i else prune(slot)
               for i, (slot, joint) in enumerate(zip(lattice, joints, strict=True))]
    pruned = [prune(slot) for slot in lattice]
    assert max(map(worth, paths_of(thinned))) == max(map(worth, paths_of(pruned)))


@given(LATTICES, st.data())
def test_paths_are_climbed_anew_only_where_the_lattice_changed(lattice: Lattice, data: st.DataObject) -> None:
    known = climb(lattice, MODEL)
    place = data.draw(st.integers(0, len(lattice) - 1))
    changed = [take(slot, [0]) if i == place else slot for i, slot in enumerate(lattice)]
    assert climb(changed, MODEL, (lattice, known)) == climb(changed, MODEL)


@given(LATTICES)
def test_the_worth_of_each_label_is_that_of_the_best_path_with_it(lattice: Lattice) -> None:
    found = measure_states(lattice, climb(lattice, MODEL), MODEL, dict(enumerate(lattice)))
    for i, labels in found.items():
        best = {label: max(worth(path) for path in paths_of(lattice) if LABELS[LABEL_OF[path[i][1]]] == label)
                for label in labels}
        top = max(best, key=best.__getitem__)
        for label, score in labels.items():
            assert score - labels[top] == best[label] - best[top] or best[label] < NEVER // 2


def test_a_feature_weighs_for_its_labels() -> None:
    model = Model({"m=heading": [5.0 if label == "heading" else -0.5 for label in LABELS]})
    offered = tuple(STATES.index(State(Zone.BODY, label)) for label in ("p", "heading"))
    slot = score_states(add_up(["m=heading", "unknown"], model), Joint.LINE, offered, model)
    assert dict(zip(slot.states, slot.scores, strict=True)) == {offered[0]: -NAT // 2, offered[1]: 5 * NAT}


def test_a_group_is_read_alike_at_the_least_loss() -> None:
    group = Group((0, 1, 2), ((frozenset({"heading"}),) * 3, (frozenset({"li"}),) * 3))
    scores = [{"heading": 9, "li": 1}, {"heading": 5, "li": 6}, {"heading": 9, "li": 7}]
    assert disagree(group, ["heading", "li", "heading"])
    assert not disagree(group, ["li", "li", "li"])
    assert settle_groups([group], dict(enumerate(scores))) == {i: {"heading"} for i in range(3)}


def test_series_are_groups() -> None:
    assert [len(group.members) for group in find_groups(survey_of(SPEECH))] == [2]


def test_an_article_of_one_sentence_may_be_text_among_headings() -> None:
    lines = ["第一条 租期", SENTENCE, "第二条 租金", SENTENCE, "第三条 租期届满，承租人交还房屋。"]
    heading = next(find_groups(survey_of("\n".join(lines)))).readings[0]
    assert [sorted(labels) for labels in heading] == [["heading"], ["heading"], ["heading", "p"]]
    numbered = [line.replace("条 ", "、").removeprefix("第") for line in lines]
    assert {*next(find_groups(survey_of("\n".join(numbered)))).readings[0]} == {frozenset({"heading"})}


def test_the_first_of_a_class_of_marked_headings_may_be_the_title() -> None:
    written = f"# 冷库周会\n\n# 回顾\n\n{SENTENCE}\n\n# 打算\n\n{SENTENCE}\n"
    group = next(find_groups(survey_text(text_of(written.encode(), "a.md"))))
    assert [sorted(labels) for labels in group.readings[0]] == [["heading", "title"], ["heading"], ["heading"]]


def test_small_type_that_nothing_raises_is_no_heading() -> None:
    def labels_of(style: str) -> set[str]:
        page = f"<h2>林远</h2><p style='{style}'>渠长</p><p>{SENTENCE}</p>"
        context = survey_text(text_of(page.encode(), "a.html"))
        return {LABELS[LABEL_OF[state]] for state in offer(context)[1]}

    assert "heading" not in labels_of("font-size:13px")
    assert "heading" in labels_of("") & labels_of("font-size:13px;font-weight:bold")


def test_one_witness_loses_no_line() -> None:
    context = survey_of(f"青云之路\n{SENTENCE}\n上一篇：青云\n{SENTENCE}\n")
    states = offer(context)
    for i in range(len(context.atoms)):
        noise = any(STATES[state].label == "noise" for state in states[i])
        assert not noise or has_witnesses(context, i)


def test_neither_a_labelled_fact_nor_a_paragraph_is_lost_without_a_witness() -> None:
    fact, long, counter = "县法院：外卖平台负责", f"河水一夜之间涨了许多，{SENTENCE * 4}", "阅读：1035"
    context = survey_of("\n".join(("青云之路", SENTENCE, fact, long, counter, SENTENCE)))
    lost = {context.atoms[i].plain[:6] for i, states in enumerate(offer(context))
            if any(STATES[state].label == "noise" for state in states)}
    assert lost == {"阅读:103"}


def test_verse_is_even_or_terse_or_near_a_metre() -> None:
    lone, terse, metred = "店主老沈站在空空的书架前面。", "鸟飞，鱼跃浪花。", "白日依山尽，黄河入海流。"
    run = "\n".join(("老沈终于把店门关上了。", "外面的大雨还是没有停下来。", "他独自坐在书架前面。", "没有说一句话。"))
    context = survey_of(f"{lone}\n{SENTENCE}\n{terse}\n{SENTENCE}\n{run}\n" + f"{SENTENCE}\n" * 5 + metred)
    verse = {context.atoms[i].plain for i, states in enumerate(offer(context))
             if any(STATES[state].label == "verse" for state in states)}
    assert {fold(terse), fold(metred)} < verse
    assert verse.isdisjoint((lone, *run.split("\n")[:3]))


def test_a_term_is_no_issue_of_a_paper() -> None:
    words = load_furniture_words()
    found = [words.search(text) is not None for text in ("2023年第3期", "共12页", "2023学年第一学期期末考试")]
    assert found == [True, True, False]


@pytest.mark.parametrize(("heads", "depths"), [
    ([("han", 1, 0), ("han-paren", 1, 1), ("han-paren", 2, 1), ("han", 2, 0)], [1, 2, 2, 1]),
    ([("arabic", 1, 0), ("han", 1, 1), ("han", 2, 1), ("arabic", 2, 0)], [1, 2, 2, 1]),
    ([(ALONE, 0, -1), ("han", 1, 0), ("han", 2, 0)], [1, 1, 1]),
    ([("chapter", 1, 0), (PLAIN, 0, -1), ("chapter", 2, 0)], [1, 2, 1]),
    ([("h2", 0, -1), ("h3", 0, -1), ("h2", 0, -1)], [1, 2, 1]),
])
def test_depth_is_that_of_the_whole_series(heads: list[tuple[str, int, int]], depths: list[int]) -> None:
    assert find_depths([Head(*head) for head in heads]) == depths


def test_drafts_go_on_over_noise_and_markers() -> None:
    states = [State(Zone.BODY, label) for label in ("I", "p", "noise", "I", "x", "heading")]
    made = draft_blocks(atoms_of("甲。\n乙\n丙\n丁\n戊\n己"), states, [False] * 6)
    assert [(draft.label, draft.atoms) for draft in made.drafts] == [("p", [1, 3]), ("heading", [5])]
    assert (made.noise, made.markers) == ([0, 2], [4])


def test_a_caption_interrupts_a_sentence_that_has_not_ended() -> None:
    atoms = atoms_of("大家说好\n图为青云\n就是好。\n")
    states = [State(Zone.BODY, label) for label in ("p", "caption", "I")]
    broken = draft_blocks(atoms, states, [False] * 3).drafts
    assert [(draft.label, draft.atoms) for draft in broken] == [("p", [0, 2]), ("caption", [1])]
    ended = draft_blocks(atoms_of("大家说好。\n图为青云\n农民在田间。\n"), states, [False] * 3).drafts
    assert [(draft.label, draft.atoms) for draft in ended] == [("p", [0]), ("caption", [1, 2])]


def test_a_sentence_goes_on_behind_all_notes_that_interrupt_it() -> None:
    atoms = atoms_of("大家说好\n[1]见青云志。\n[2]见山阳志。\n就是好。\n")
    states = [State(Zone.BODY, label) for label in ("p", "note", "note", "I")]
    drafts = draft_blocks(atoms, states, [False] * 4).drafts
    assert [(draft.label, draft.atoms) for draft in drafts] == [("p", [0, 3]), ("note", [1]), ("note", [2])]


def test_latin_words_that_meet_over_a_line_end_are_parted() -> None:
    text = "青云 English\nwords\n青云"
    spans, changes = join_atoms(atoms_of(text), text)
    assert print_spans(text, spans, changes) == "青云 English words青云"
    assert changes == [Change((10, 11), "\n", " ", "join/latin")]
    assert drop_between([(0, 9)], 3, 5) == [(0, 3), (5, 9)]


def test_a_speech_is_read() -> None:
    tree = read(text_of(SPEECH.encode(), "speech.txt"), load_model())
    assert tree.article.title is not None
    assert tree.article.title.text == "在青云县大会上的讲话"
    assert [heading.text for heading in tree.iter("heading")]
    states = read_stages(text_of(SPEECH.encode(), "speech.txt"), load_model()).states
    assert [state.label for state in states].count("heading") == 2


PIECES = st.sampled_from([
    "一、", "(二)", "第三条 ", "3.", "青云", "。", "，", "\n", "\n\n", "　　", "  ", "\t", "|", "来源：",
    "2024年3月5日", "English", "#", "* ", "> ", "<p>", "</p>", "<b>", "&amp;", "&nbsp;", "\r\n",
    "\x00", "\x0c", "……", "①", "1\t", "??", "附件：", "\u2028"])
WORDS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_the_account_closes_on_any_text(written: str, name: str) -> None:
    text = text_of(written.encode("utf-8", "surrogatepass"), name)
    assert restore(read(text, load_model())) == text.source.text


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["a.txt", "a.md", "a.html"]))
@example(b"\x01\x0bA", "a.html")
def test_the_account_closes_on_any_bytes(data: bytes, name: str) -> None:
    try:
        text = text_of(data, name)
    except SourceError:  # no page: a package under the name of one
        return
    assert restore(read(text, load_model())) == text.source.text


@settings(max_examples=80, deadline=None)
@given(WORDS, st.lists(st.floats(-9, 9), min_size=len(LABELS), max_size=len(LABELS)))
def test_the_account_closes_on_any_labelling(written: str, weights: list[float]) -> None:
    text = text_of(f"来源：青云(一)日报  发布日期：2024年3月5日\n{written}\n{SENTENCE}作者：林远\n".encode(), "a.txt")
    assert restore(read(text, Model({"bias": weights}))) == text.source.text


@pytest.mark.parametrize("name", NAMES)
def test_seeds_are_read_by_the_grammar(name: str) -> None:
    path = next(SEEDS.glob(f"{name}.*"))
    text = text_of(path.read_bytes(), path.name)
    reading = read_stages(text, load_model())
    assert len(reading.states) == len(reading.context.atoms) > 0
    joints = [joint_of(atom) for atom in reading.context.atoms[1:]]
    assert all(may_follow(a, b, joint) for joint, (a, b) in zip(joints, pairwise(reading.states), strict=True))
    assert restore(read(text, load_model())) == text.source.text


def test_every_family_of_features_has_its_reason_and_every_reason_its_family() -> None:
    families = load_families()
    assert all(why.endswith(".") for why in families.values())
    learned = {family_of(feature) for feature in load_weights()}
    seen = {family_of(name) for own in describe(survey_of(SPEECH)) for name in own}
    assert seen <= set(families)
    assert learned == set(families)


def test_weights_are_printed_as_they_are_stored() -> None:
    from convert.resources import PACKAGE

    assert print_weights(load_weights()) == (PACKAGE / "recovery" / "weights.tsv").read_text(encoding="utf-8")


def test_first_weights_spread_over_rows() -> None:
    first = first_weights(["row=note/one", "row=note/two"])
    assert first["row=note/one"] == first["row=note/two"]
    assert max(first["row=note/one"]) == 4.0
    assert all(family_of(name) in load_families() for name in first)


def test_learning_gives_the_same_file_twice() -> None:
    pytest.importorskip("numpy")
    from learn_weights import Settings, learn_weights, make_sample
    from outlined import Outlined

    rows = [{"kind": kind, "level": "", "key": "", "text": text} for kind, text in (
        ("title", "青云之路"), ("p", SENTENCE), ("heading", "一、开端"), ("p", SENTENCE))]
    data = "\n".join(row["text"] for row in rows).encode()
    documents = [Outlined("made", name, name, data, "a.txt", rows) for name in "ab"]
    samples = [[make_sample(document) for document in documents] for _ in range(2)]
    made = [print_weights(learn_weights(own, Settings(3, 0.15, 0.01, 1, 0.3))) for own in samples]
    assert made[0] == made[1]
    assert "bias\tmeta\t" in made[0]


def test_atoms_are_called_as_the_outline_says() -> None:
    pytest.importorskip("numpy")
    from outline_labels import align

    rows = [{"kind": kind, "text": text} for kind, text in (
        ("title", "青云之路"), ("p|li", "山高水长风光好"), ("noise", "打印"))]
    assert [sorted(named.labels) for named in align(["青云之路", "山高水长", "风光好", "打印", "无主"], rows)] == [
        ["title"], ["li", "p"], ["I"], ["noise"], ["x"]]


def test_a_block_of_code_is_printed_line_by_line_and_goes_on_with_nothing() -> None:
    from convert.sources import read as read_source
    from convert.tree.outline import outline

    source = "# 说明\n\n先运行下面的命令\n\n```\ngit pull\n{\n```\n\n然后提交修改。\n"
    rows = [(row.kind, row.text) for row in outline(read_source(source.encode(), name="a.md"))]
    assert rows[2:] == [("p", "git pull"), ("p", "{"), ("p", "然后提交修改。")]


def test_a_reading_is_let_go_before_its_tree_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both at once are what a long text would need the most memory for."""
    readings: list[weakref.ref[reader.Reading]] = []
    alive: list[bool] = []

    def keep_track(*given: Any) -> reader.Reading:
        made = read_stages(*given)
        readings.append(weakref.ref(made))
        return made

    def look(*given: Any) -> Document:
        alive.extend(one() is not None for one in readings)
        return assemble(*given)

    monkeypatch.setattr(reader, "read_stages", keep_track)
    monkeypatch.setattr(reader, "assemble", look)
    read(text_of(SPEECH.encode(), "speech.txt"))
    assert alive == [False]


def test_like_atoms_are_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []

    def count(total: int, joint: Joint, offered: tuple[int, ...], model: Model) -> Slot:
        weighed.append(total)
        return score_states(total, joint, offered, model)

    monkeypatch.setattr(reader, "score_states", count)
    states = read_stages(text_of(f"{SENTENCE}\n".encode() * 400, "long.txt"), load_model()).states
    assert len(states) == 400
    assert len(weighed) < 40


def test_a_work_behind_a_signature_needs_no_more_than_to_be_likelier() -> None:
    context = survey_of(f"关于印发办法的通知\n{SENTENCE}\n青云县人民政府\n2024年3月5日\n水渠维修办法\n{SENTENCE}")
    labels = ["title", "p", "signature", "date", "title", "p"]
    zones = [Zone.FRONT, Zone.BODY, Zone.BACK, Zone.BACK, Zone.FRONT, Zone.BODY]
    path = [NUMBER[State(zone, label)] for zone, label in zip(zones, labels, strict=True)]
    assert len(context.atoms) == len(path)
    assert reader._begins_anew(context, path)
    assert not reader._begins_anew(context, [*path[:2], *[NUMBER[State(Zone.BODY, "p")]] * 2, *path[4:]])


def test_a_work_whose_articles_begin_anew_needs_no_more_than_to_be_likelier() -> None:
    def path_over(*lines: str) -> bool:
        context = survey_of("\n".join(lines))
        title = next(i for i, atom in enumerate(context.atoms) if atom.plain in ("附件", "补充协议"))
        path = [NUMBER[State(Zone.BODY, "p")]] * len(context.atoms)
        path[title] = NUMBER[State(Zone.FRONT, "title")]
        return reader._begins_anew(context, path)

    anew = ("第一条 租期", SENTENCE, "第二条 租金", SENTENCE, "补充协议", "第一条 总则", SENTENCE)
    assert path_over(*anew)
    assert not path_over(*anew[:5], "第三条 总则", SENTENCE)
    assert path_over(*anew[:4], "附件", "第三条 总则", SENTENCE)
    assert not path_over("一、选择", SENTENCE, "二、判断", SENTENCE, "补充协议", "一、答案", SENTENCE)
