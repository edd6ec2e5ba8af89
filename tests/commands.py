"""Commands run within the process of the tests, or in one of their own."""

from __future__ import annotations

import signal

import pytest

from convert.cli import main


def run(*words: object) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return int(end.value.code or 0)


def hear_ctrl_c() -> None:
    """Has a process that is about to start hear Ctrl-C, which a shell in the background lets all below it ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
