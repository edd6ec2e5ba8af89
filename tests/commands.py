"""Commands run within the process of the tests, or in one of their own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from convert.cli import main


def run(*words: object) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return int(end.value.code or 0)


def call(folder: Path, *words: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command line in a folder came to, run here with streams of its own: starting a process takes longer."""
    said, complained = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        patch.setattr(sys, "stdout", said)
        patch.setattr(sys, "stderr", complained)
        for name, value in environment.items():
            patch.setenv(name, value)
        code = run(*words)
    printed, told = (stream.buffer.getvalue().decode() for stream in (said, complained))
    return subprocess.CompletedProcess(words, code, printed, told)


def call_alone(folder: Path, *words: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    return subprocess.run([sys.executable, "-m", "convert", *map(str, words)], cwd=folder, input=stdin, text=True,
                          capture_output=True, encoding="utf-8", env=os.environ | environment, check=False)


def hear_ctrl_c() -> None:
    """Has a process that is about to start hear Ctrl-C, which a shell in the background lets all below it ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
