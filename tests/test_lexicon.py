"""Lists of words: each stands once, in the lexicon, and one automaton finds the words of all."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from house import PACKAGE
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.chinese.folding import fold
from convert.chinese.lexicon import (
    Hit,
    Pattern,
    characters,
    fill,
    find_words,
    flag,
    load_lists,
    one_of,
    words,
)
from convert.recovery.rules.noise import load_noise
from convert.recovery.rules.table import load_rules

LISTS = load_lists()
SEARCHED = sorted(name for name, entry in LISTS.items() if not entry.single)

UNFOLDED = {"week", "digit", "year-digit", "numeral", "web"}
"""Lists for text as printed."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_what_it_holds_and_holds_it_folded(name: str) -> None:
    entry = LISTS[name]
    assert entry.why.endswith((".", "?"))
    assert entry.words
    assert name in UNFOLDED or [word for word in entry.words if fold(word) != word] == []
    assert not entry.single or {len(word) for word in entry.words} == {1}


def test_no_table_spells_a_word_of_a_list_twice() -> None:
    import tomllib

    for path in (PACKAGE / "chinese" / "lexicon").glob("*.toml"):
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            own = row.get("words", "").split() or list("".join(row.get("characters", "").split()))
            assert len(set(own)) == len(own), name
            assert [word for other in row.get("of", ()) for word in words(other) if word in own] == [], name


def test_every_list_is_asked_for_somewhere() -> None:
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE / "recovery").rglob("*.toml"),
               *(PACKAGE / "chinese" / "lexicon").glob("*.toml")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r'\{([a-z-]+)(?::spaced)?\}|"([a-z-]+)"', text))
    asked_for = {name for pair in asked for name in pair} | {"turn"}  # found by the automaton, not by name yet
    assert set(LISTS) <= asked_for


def test_numerals_are_those_that_have_a_value() -> None:
    from convert.chinese.numerals import TENS, UNITS, digits

    assert set(characters("numeral")) == {*digits(), *TENS, *UNITS}
    assert set(characters("ordinal")) | set(characters("formal")) <= set(characters("numeral"))


def test_an_unknown_list_is_named_with_its_neighbour() -> None:
    with pytest.raises(LookupError, match="'office'"):
        words("ofice")
    with pytest.raises(LookupError, match="class of characters"):
        flag("surname")
    with pytest.raises(LookupError, match="has words"):
        characters("office")


def test_expressions_name_lists() -> None:
    assert fill(r"[{counting}]{1,3}{week}") == r"[一二三四五六七八九十]{1,3}(?:星期|礼拜|禮拜|周|週)"
    assert Pattern("{contents-title:spaced}:?").fullmatch("目 　录".replace("\u3000", " ") + ":")
    assert Pattern("{office}").search("国务院副总理")[0] == "总理"
    assert Pattern("{meeting}").match("座谈会")[0] == "座谈会"
    assert len(load_rules("blocks")) + len(load_noise()) > 60


def test_all_lists_are_found_in_one_pass() -> None:
    text = "𠀀国务院副总理、记者"
    found = {text[hit.start : hit.end] for hit in find_words(text, flag("office", "reporter", "deputy"))}
    assert found == {"总理", "副", "记者"}
    assert find_words("总书记", flag("office")) == [Hit(0, 3, flag("office"))]
    assert [(hit.start, hit.end) for hit in find_words("常委会主任", flag("office", "body-more"))] == [
        (0, 3), (0, 2), (3, 5)]
    assert find_words("") == []


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(st.sampled_from([word for name in SEARCHED for word in words(name)] + ["张", "的", " "]), max_size=12))
def test_a_list_is_found_as_one_expression_would_find_it(parts: list[str]) -> None:
    text = "".join(parts)
    hits = find_words(text)
    assert hits == sorted(hits, key=lambda hit: (hit.start, -hit.end))
    for name in SEARCHED:
        wanted = [match.span() for match in re.finditer(one_of(name), text)]
        assert [(hit.start, hit.end) for hit in hits if hit.lists & flag(name)] == wanted, name


def test_importing_the_lexicon_reads_nothing() -> None:
    code = ("import sys, convert.recovery.phrases, convert.chinese.dates; from convert.chinese import lexicon\n"
            "assert lexicon.load_lists.cache_info().currsize == 0 and 'ahocorasick_rs' not in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True)
