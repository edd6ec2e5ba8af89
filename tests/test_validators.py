"""An absent validator skips a test, and fails it where all must be present."""

import pytest
from validators import REQUIRED, find_tool, require


def test_an_absent_tool_skips(monkeypatch):
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        find_tool("no-such-program")


def test_an_absent_tool_fails_where_all_are_required(monkeypatch):
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="the jar is missing"):
        require(False, "the jar is missing")


def test_a_present_tool_gives_its_path():
    assert find_tool("git").endswith("git")
