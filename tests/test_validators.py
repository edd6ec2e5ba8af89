"""An absent validator skips a test, and fails it where all must be present."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_any_skip_is_a_failure_where_all_are_required(tmp_path):
    (tmp_path / "conftest.py").write_bytes(Path(__file__).with_name("conftest.py").read_bytes())
    (tmp_path / "test_it.py").write_text("import pytest\ndef test_it(): pytest.skip('no such tool')\n")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent), "PYTEST_ADDOPTS": ""}
    ran = [subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", tmp_path], cwd=tmp_path,
                          capture_output=True, text=True, env=environment | {REQUIRED: required}, check=False)
           for required in ("0", "1")]
    assert [process.returncode for process in ran] == [0, 1]
    assert "no such tool" in ran[1].stdout


def test_a_present_tool_gives_its_path():
    name = Path(sys.executable).name
    assert find_tool(name).endswith(name)
