"""How sure blocks are: margins, the table that makes probabilities of them, and what a plain read pays for it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from texts import text_of
from trees import NAMES, SEEDS

from convert.recovery.blocks import Draft
from convert.recovery.certainty import OTHER, find_weakest, load_scales, tell_certainty
from convert.recovery.evidence import CAP, Labelled, Margin, compare_groups, measure_margins
from convert.recovery.grammar import LABELS, NUMBER, STATES, Joint, State, Zone
from convert.recovery.labelling import NAT, Model, Slot, part_zones
from convert.recovery.reader import Reading, finish, read_stages
from convert.recovery.weights import load_model
from convert.resources import PACKAGE

pytestmark = pytest.mark.reader

P, LI, ON = (NUMBER[State(Zone.BODY, label)] for label in ("p", "li", "I"))
TABLE = (PACKAGE / "recovery" / "certainty.tsv").read_text(encoding="utf-8")


def seed(name: str) -> Reading:
    path = next(SEEDS.glob(f"{name}.*"))
    return read_stages(text_of(path.read_bytes(), path.name), load_model())


def slot(*scores: tuple[int, float]) -> Slot:
    """What an atom may be over a line end: states of one zone with their scores in nats."""
    states = tuple(state for state, _ in scores)
    return Slot(Joint.LINE, states, [round(score * NAT) for _, score in scores], part_zones(states))


def weights(**given: float) -> Model:
    """A model of some moves, named as labels: p_I for going on after a paragraph."""
    rows = {}
    for name, weight in given.items():
        before, after = name.split("_")
        rows[f"t:{before}>{after}"] = [weight if label == after else 0.0 for label in LABELS]
    return Model(rows)


def test_a_margin_is_what_the_score_falls_by_between_the_neighbours_as_they_are() -> None:
    lattice = [slot((P, 2.0), (LI, 0.5)), slot((P, 1.0), (ON, 0.25)), slot((P, 0.0))]
    labelled = Labelled(lattice, [P, P, P], {})
    first, second, third = measure_margins(labelled, weights(p_p=0.5, li_p=0.25, p_I=0.0, I_p=0.125))
    assert first == Margin(2.5 - 0.75, CAP)
    assert second == Margin(2.0 - 0.375, 2.0 - 0.375)
    assert third == Margin(CAP, CAP)


def test_a_margin_is_below_0_where_a_group_held_an_atom() -> None:
    labelled = Labelled([slot((P, 2.0), (LI, 0.5))], [LI], {0: frozenset({"li"})})
    assert measure_margins(labelled, Model({})) == [Margin(-1.5, CAP)]


def test_margins_stay_within_bounds() -> None:
    labelled = Labelled([slot((P, 90.0), (LI, 0.5))], [P], {})
    assert measure_margins(labelled, Model({})) == [Margin(CAP, CAP)]


def test_a_block_is_as_sure_as_the_least_sure_of_its_atoms_and_its_end() -> None:
    margins = [Margin(5.0, CAP), Margin(3.0, CAP), Margin(4.0, 4.0), Margin(7.0, 2.0)]
    assert find_weakest(Draft("p", [0]), margins) == 5.0
    assert find_weakest(Draft("p", [0, 1]), margins) == 3.0
    assert find_weakest(Draft("p", [2]), margins) == 2.0
    assert find_weakest(Draft("p", [3]), margins) == 7.0


def test_probabilities_rise_with_margins_and_are_never_certain() -> None:
    scales = load_scales()
    assert OTHER in scales
    assert set(scales) <= {*LABELS, OTHER}
    for scale in scales.values():
        assert all(a < b for a, b in pairwise(scale.margins))
        assert all(a < b for a, b in pairwise(scale.probabilities))
        assert 0 < scale.probabilities[0] < scale.probabilities[-1] < 1


def test_a_row_is_the_share_that_was_right() -> None:
    rows = [line.split("\t") for line in TABLE.splitlines() if line[0] != "#"][1:]
    for _, _, probability, blocks, right in rows:
        assert float(probability) == pytest.approx(min(0.99, (int(right) + 1) / (int(blocks) + 2)), abs=0.0006)


def test_what_was_claimed_of_other_sources_came_true() -> None:
    """In every fifth of the blocks, from the least sure to the surest, as the table says; the aim is 0.03."""
    claims = re.findall(r"(0\.\d+)/(0\.\d+)", TABLE)
    assert len(claims) == 5
    assert max(abs(float(claimed) - float(right)) for claimed, right in claims) <= 0.05


def test_a_margin_finds_its_row() -> None:
    scale = load_scales()["p"]
    assert tell_certainty("p", -CAP) == scale.probabilities[0]
    assert tell_certainty("p", scale.margins[1]) == scale.probabilities[1]
    assert tell_certainty("p", CAP) == scale.probabilities[-1]
    assert tell_certainty("kicker", CAP) == load_scales()[OTHER].probabilities[-1]


@pytest.mark.parametrize("name", NAMES)
def test_every_block_of_a_tree_says_how_sure_it_is(name: str) -> None:
    reading = seed(name)
    tree = finish(reading)
    blocks = [node for node in tree.iter() if node.get("by") and node.get("at") and node.tag not in ("cut", "edit")]
    assert all(0 < float(node.get("cert")) < 1 for node in blocks)
    assert len({node.get("cert") for node in blocks}) > 1


def test_a_plain_read_works_out_no_evidence_but_the_margins() -> None:
    reading = seed(NAMES[0])
    finish(reading)
    assert "margins" in reading.__dict__
    assert {"evidence", "comparisons"}.isdisjoint(reading.__dict__)


@pytest.mark.parametrize("name", NAMES)
def test_the_winner_of_the_whole_leads_where_no_group_was_held(name: str) -> None:
    """The best labelling of the whole text has every winner that no group imposed."""
    reading = seed(name)
    assert [evidence.standings[0].label for evidence in reading.evidence] == [state.label for state in reading.states]
    if reading.labelled.held:  # then another path may be better, and its worth bounds nothing
        return
    assert all(evidence.standings[0].whole == 0 for evidence in reading.evidence)
    for evidence, margin in zip(reading.evidence, reading.margins, strict=True):
        losers = [standing.whole for standing in evidence.standings[1:]]
        if losers:
            assert min(CAP, -max(losers)) <= margin.over + 0.001  # others may change too, so the whole loses less


def test_readings_of_a_group_are_compared_as_wholes() -> None:
    reading = seed(NAMES[3])
    found = compare_groups(reading.context, reading.labelled, reading.model)
    assert found
    for one in found:
        assert [total for _, total in one.totals] == sorted((total for _, total in one.totals), reverse=True)
        assert one.chosen in ("", *(name for name, _ in one.totals))
    assert {one.kind for one in found} <= {"series", "class"}


def test_states_of_the_test_are_states() -> None:
    assert [STATES[state].label for state in (P, LI, ON)] == ["p", "li", "I"]
