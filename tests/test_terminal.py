"""Commands on a terminal: a tree of the outline, progress while there is something to wait for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from trees import GOLD, NAMES, SEEDS

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")


def run_on_terminal(*arguments: object, cwd: Path) -> str:
    """What a command shows on a terminal, without colours."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "130", "LINES": "40"}
    with subprocess.Popen([sys.executable, "-m", "convert", *map(str, arguments)], cwd=cwd, env=environment,
                          stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
    assert process.returncode == 0, shown.decode()
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()).replace("\r\n", "\n")


def test_an_outline_is_a_tree(tmp_path: Path) -> None:
    text = "关于春耕的通知\n\n各县人民政府：\n\n一、总体要求\n\n坚持以人为本。" + "全力以赴抓好落实。" * 9 + "\n"
    (tmp_path / "a.txt").write_text(text + "\n二、保障措施\n\n加强领导。\n", encoding="utf-8")
    shown = run_on_terminal("outline", "a.txt", cwd=tmp_path)
    assert shown.startswith("a.txt\n")
    assert re.search(r"^[├└]── heading +一、总体要求$", shown, re.MULTILINE)
    assert re.search(r"^[│ ]   [├└]── p +坚持以人为本。.*… \(88\)$", shown, re.MULTILINE)


def test_a_batch_shows_how_far_it_is(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("正文一段。\n", encoding="utf-8")
    shown = run_on_terminal("batch", "a.txt", "b.txt", "c.txt", "-o", "out", "--to", "xml", "--jobs", 1, cwd=tmp_path)
    assert "3/3" in shown
    assert "3 written" in shown


@pytest.mark.unmeasured
def test_rules_show_how_far_they_are_with_trying(tmp_path: Path) -> None:
    name = NAMES[1]
    (tmp_path / "seed.txt").write_bytes((SEEDS / f"{name}.txt").read_bytes())
    (tmp_path / "seed.tsv").write_bytes((GOLD / f"{name}.tsv").read_bytes())
    shown = run_on_terminal("rules", "seed.txt", "--outlines", ".", cwd=tmp_path)
    assert re.search(r"\d+%", shown)
    assert "heading/" in shown


STEERING = "\x9b31m\u202e\x7f\x9d0;x\x07[/x][bold]"
"""What no terminal should get from a text: C1, a turn of direction, DEL; and what would be markup of rich."""


COMMANDS = [("outline",), ("outline", "--json"), ("trace",), ("explain", "--line", 1), ("repair",)]
NAME = "a\x9b2J\u202e[x].txt"


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_nothing_of_a_text_or_name_steers_a_terminal(tmp_path: Path, command: tuple[object, ...]) -> None:
    text = f"关于{STEERING}春耕的通知\n\n正文爲{STEERING}周後。\n"
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    shown = run_on_terminal(*command, NAME, cwd=tmp_path)
    assert not re.search("[\x80-\x9f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    assert "[x]" in shown or "[/x]" in shown
