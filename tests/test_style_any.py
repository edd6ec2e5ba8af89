"""Any style sheet, however odd: a style that prints in every format, or a StyleError that names file and key."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import small_tree
from printed_toml import print_toml
from trees import whole_tree

from convert.errors import StyleError
from convert.formats.registry import find_writer, written
from convert.resources import find_folder
from convert.style.keys import ELEMENTS, PAGE, TYPE, list_elements
from convert.style.sheet import list_styles, load_style
from convert.style.values import PAGES, SIZES
from convert.tree.nodes import Document

WHOLE = whole_tree()
"""A small document with every element."""

SMALL = small_tree('<front><title at="0:1">题</title></front><p at="0:1">文</p><section><heading at="0:1">节</heading>'
                   '<note at="0:1">注</note></section>')
"""A smaller one."""

NAMED = re.compile(r"(mine\.toml|\S+\.toml)(, (\[[\w.\" ]+\]|\w+))?")
"""How a complaint begins: the file, then the table or key."""

LENGTHS = st.builds("{}{}".format, st.one_of(st.integers(-5, 60), st.floats(-50, 900, width=16)),
                    st.sampled_from(["pt", "mm", "cm", "in", "字", "行", "px", ""]))
WORDS = st.sampled_from(["song", "latin", "song-hant", "outer", "centre", "none", "left", "title", "strict", "plain",
                         "{}", "{0}", "—", "book", "3"])
JUNK = st.one_of(st.just([]), st.booleans(), st.integers(-10**6, 10**6), st.floats(allow_nan=False),
                 st.text(max_size=8), st.lists(st.text(max_size=5), max_size=3), st.just({}), st.just({"a": 1}))
WILD = st.one_of(LENGTHS, st.sampled_from(sorted(SIZES)), WORDS, st.integers(0, 60), JUNK)
"""What somebody may write anywhere."""


def measures(least: int, most: int, *units: str) -> st.SearchStrategy[str]:
    return st.builds("{}{}".format, st.integers(least, most), st.sampled_from(units))


SWITCHES = ("two-sided", "mirrored", "title-page", "contents", "hanging", "name-line", "keep-next", "new-page")
CHOICES = {
    "number-place": "outer centre none", "running-head": "none title section", "direction": "horizontal vertical",
    "region": "auto cn tw hk", "prohibition": "none basic gb strict", "quotes": "source corner",
    "numbers": "text list", "breaking": "optimum greedy", "notes": "auto place foot", "form": "plain document letter",
    "shape": "plain trapezoid",
    "align": "left centre right justify", "face": "song hei kai fangsong title", "latin": "latin hei kai",
    "number-face": "song hei latin",
}
SANE: dict[str, st.SearchStrategy[Any]] = {
    "paper": st.one_of(st.sampled_from(sorted(PAGES)), st.builds("{}mm×{}mm".format, st.integers(100, 550),
                                                                 st.integers(100, 550))),
    **dict.fromkeys(("top", "bottom", "inner", "outer"), measures(8, 45, "mm")), "column-gap": measures(0, 20, "mm"),
    "lines": st.sampled_from([0, 10, 22, 40]), "chars": st.sampled_from([0, 20, 28, 35]), "columns": st.integers(1, 3),
    "contents-depth": st.integers(1, 9), "number": st.sampled_from(["{}", "— {} —", "第{}页"]),
    "number-size": measures(5, 16, "pt"), "number-below": measures(0, 9, "mm"),
    "size": st.sampled_from(sorted(SIZES)), "leading": measures(12, 60, "pt"), "indent": measures(-2, 4, "字", "pt"),
    **dict.fromkeys(("left", "right"), measures(0, 5, "字", "mm")),
    "colour": st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
    **dict.fromkeys(("before", "after"), measures(0, 4, "行", "mm")),
    **dict.fromkeys(("rule-above", "rule-below"), measures(0, 3, "pt")), **dict.fromkeys(SWITCHES, st.booleans()),
    **{key: st.sampled_from(words.split()) for key, words in CHOICES.items()},
}
"""What a key may well say; none of it needs to go with the rest of the sheet."""


def pairs(keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Some keys with values, most of a kind that they may have."""
    some = st.sampled_from(sorted(keys)).flatmap(lambda key: st.tuples(st.just(key), SANE.get(key, WILD)))
    return st.lists(some, max_size=5).map(dict)


def types(keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.one_of(st.sampled_from(list_elements()), st.sampled_from(ELEMENTS)), keys, max_size=3)


MILD = st.fixed_dictionaries({}, optional={"extends": st.sampled_from(list_styles()), "page": pairs(PAGE),
                                           "type": types(pairs(set(TYPE) - {"numbers"}))})
ODD = st.fixed_dictionaries({}, optional={
    "extends": st.one_of(st.sampled_from(list_styles()), WILD),
    "page": st.one_of(st.dictionaries(st.sampled_from([*PAGE, "pages", "size"]), WILD, max_size=3), WILD),
    "type": st.one_of(types(st.dictionaries(st.sampled_from([*TYPE, "sise"]), WILD, max_size=3)), WILD),
    "faces": st.one_of(st.dictionaries(st.sampled_from(["song", "hei-hant", "mine"]),
                                       st.one_of(st.lists(st.text(max_size=6), max_size=2), WILD)), WILD),
})
SHEETS = st.one_of(MILD, MILD, ODD)


def prints(text: str, folder: Path, tree: Document = WHOLE) -> bool:
    """Whether the sheet is a style; it must then print everywhere, else be refused by file and key."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8", errors="replace")
    load_style.cache_clear()
    try:
        style = load_style(path)
    except StyleError as error:
        complaint = error
    else:
        complaint = None
    if complaint is not None:
        assert NAMED.match(complaint.message), complaint.message
        assert complaint.hint or "not one of" in complaint.message
        return False
    for name in written():
        out = io.BytesIO()
        find_writer(name).write(tree, style, out)
        assert out.getvalue()
    return True


@pytest.mark.unmeasured
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(SHEETS)
def test_any_sheet_is_a_style_that_prints_or_is_refused_by_file_and_key(tmp_path_factory, sheet):
    tables = "\n".join(f"{key} = {print_toml(value)}" for key, value in sheet.items())
    prints(tables, tmp_path_factory.getbasetemp())


@pytest.mark.unmeasured
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(list_styles()), st.data())
def test_any_edit_of_a_shipped_sheet_is_too(tmp_path_factory, name, data):
    lines = (find_folder("styles") / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, sign, _ = lines[number].partition(" = ")
        if sign:
            sane = SANE.get(key, WILD)
            lines[number] = key + sign + print_toml(data.draw(st.one_of(sane, sane, WILD)))
        else:
            del lines[number]
    prints("\n".join(lines), tmp_path_factory.getbasetemp())


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", list_styles())
def test_every_line_of_a_shipped_sheet_may_go(name, tmp_path):
    lines = (find_folder("styles") / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    shorter = ["\n".join(lines[:number] + lines[number + 1 :]) for number, line in enumerate(lines) if " = " in line]
    assert sum(bool(tomllib.loads(text)) and prints(text, tmp_path, SMALL) for text in shorter) > len(shorter) / 2
