"""The official module `opencc` in its place: asked where it is faster, with our guards in its configuration.

The module is a stand-in; `.ci/run` tries the real one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from convert.chinese.dictionary import find_chains, find_data
from convert.transforms.opencc import engine
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.opencc.guards import load_guards

MODULE = """
import json
from pathlib import Path

class OpenCC:
    def __init__(self, config):
        self.config = json.loads(Path(config).read_text("utf-8")) if config.endswith(".json") else config

    def convert(self, text):
        return f"{text.encode('utf-8').decode('utf-8')}!"
"""


def clear() -> None:
    for found in (engine.find_native, engine.find_engine, engine._load_native):
        found.cache_clear()


@pytest.fixture(name="native")
def install_native(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of configurations of a stand-in, installed over the module as the official distribution is."""
    package = tmp_path / "opencc"
    share = package / "clib" / "share" / "opencc"
    share.mkdir(parents=True)
    (package / "__init__.py").write_text(MODULE, encoding="utf-8")
    (package / "config").symlink_to(find_chains())
    for config in (find_data() / "config").glob("*.json"):
        (share / config.name).write_bytes(config.read_bytes())
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "opencc", raising=False)
    monkeypatch.setattr(engine, "version", lambda name: "9.9")
    clear()
    yield share
    sys.modules.pop("opencc", None)
    clear()


def test_it_converts_where_it_is_faster(native: Path) -> None:
    assert OpenCC("t2s").convert("漢字") == "漢字!"
    assert OpenCC("t2s").engine == engine.Engine("OpenCC", "9.9", "its own", "its own")
    for config in ("s2tw", "s2twp"):
        assert OpenCC(config).convert("汉字") == "漢字"
        assert OpenCC(config).engine.name == "Huozi"


def test_what_it_cannot_take_goes_our_way(native: Path) -> None:
    assert OpenCC("t2s").convert("漢\ud800") == "汉\ud800"


def test_guards_stand_first_in_its_configuration(native: Path) -> None:
    converter = OpenCC("s2t", guarded=True)._native
    (group,) = [step["dict"]["dicts"] for step in converter.config["conversion_chain"]]
    guards, phrases, *_ = group[0]["dicts"]
    assert guards == {"type": "inline", "entries": dict(load_guards())}
    assert phrases["file"] == str(native / "STPhrases.txt")
    assert str(native / "STCharacters.txt") in json.dumps(converter.config)
