"""Standard streams as they may be: closed, full, or in an encoding that lacks characters."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path

from convert.errors import OutputError

INPUT, OUTPUT, ERRORS = range(3)
"""The numbers that every process knows its streams by."""


def open_streams() -> None:
    """Makes standard streams usable: every character can be printed, and no file takes the number of a closed one.

    Reading a closed input, or printing to a closed output, fails as for any file that cannot be; errors that nobody
    can hear do not.
    """
    for number, way in ((INPUT, os.O_WRONLY), (OUTPUT, os.O_RDONLY), (ERRORS, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)  # takes the lowest number that is free: this one
    sys.stdin = sys.stdin or open(INPUT, closefd=False)  # noqa: SIM115 - by number; open to the end
    sys.stdout = sys.stdout or open(OUTPUT, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(ERRORS, "w", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush_output() -> None:
    """Prints what is still held back; raises OutputError where it cannot be printed."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise refuse_output(error) from error


def refuse_output(error: OSError) -> OutputError:
    """What to say where standard output takes nothing; what it holds back is given up."""
    give_up(OUTPUT)
    return OutputError(f"Cannot write to standard output: {error.strerror}.", "Send it elsewhere, or use -o.")


def give_up(number: int) -> None:
    """Lets a stream lead nowhere, so that the interpreter does not fail over it at its end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def read_list() -> list[Path]:
    """The paths on standard input: one a line, or, where any ends with a zero byte, as `find -print0` prints them."""
    given = sys.stdin.buffer.read()
    end = b"\0" if b"\0" in given else b"\n"
    return [Path(os.fsdecode(line.rstrip(b"\r") if end == b"\n" else line)) for line in given.split(end) if line]
