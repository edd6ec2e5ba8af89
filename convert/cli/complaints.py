"""What is said where something fails: one line, which says what to do."""

from __future__ import annotations

import os
from pathlib import Path

from convert.cli.console import say
from convert.cli.streams import refuse_output
from convert.errors import HuoziError, OutputError, SourceError
from convert.resources import PACKAGE


def complain(message: str, code: int) -> int:
    """Says what is wrong in one line; gives the exit code."""
    say(f"huozi: {message}")
    return code


def complain_of_system(error: OSError) -> int:
    """Says what the system refuses: a file by its name; what has none is standard output."""
    if error.filename is None:
        return complain(str(refuse_output(error)), OutputError.exit_code)
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    return complain(f"Cannot use {name}: {error.strerror}. Check the name and the permissions.", SourceError.exit_code)


def complain_of_bug(error: Exception) -> int:
    """Says that Huozi failed, where, and how to report it."""
    from traceback import extract_tb

    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)]
    place = f" in {Path(frames[-1].filename).relative_to(PACKAGE)}:{frames[-1].lineno}" if frames else ""
    said = " ".join(str(error).split())[:200]
    report = "This is a bug of Huozi: please report this line with the file; `huozi --traceback COMMAND` prints more."
    return complain(f"Huozi failed{place}: {type(error).__name__}: {said}. {report}", HuoziError.exit_code)
