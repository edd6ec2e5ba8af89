"""Commands run within the process of the tests."""

from __future__ import annotations

import pytest

from convert.cli import main


def run(*words: object) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return int(end.value.code or 0)
