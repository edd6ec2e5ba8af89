"""What paths people name, and where it lies below the one folder that all of it shares."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from convert.errors import SourceError
from convert.files import exists, is_folder
from convert.sources.loading import locate
from convert.sources.remote import find_url


def expand(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, and in place of a pattern (`in/*.txt`, `**/*.html`) all that it matches, in the order of names.

    A file whose name looks like a pattern is that file. Raises SourceError where there is no such file or nothing
    matches.
    """
    for path in paths:
        if exists(path) or find_url(path) or locate(path)[1]:
            yield path
        elif glob.has_magic(str(path)):
            found = sorted(glob.iglob(str(path), recursive=True))  # noqa: PTH207 - it may be absolute
            if not found:
                raise SourceError(f"Nothing matches {path}.", "Check the pattern.")
            yield from map(Path, found)
        else:
            raise SourceError(f"There is no file or folder {path}.", "Check the name.")


def find_places(paths: Sequence[Path]) -> list[PurePath]:
    """For each path where it lies below the folder that all share: a folder itself, or the folder that a file is in.

    One path alone lies at the top, and so does each where they share none, as on several drives.
    """
    bases = [os.path.abspath(path if is_folder(path) else path.parent) for path in paths]  # noqa: PTH100 - no links
    try:
        shared = os.path.commonpath(bases)
    except ValueError:
        return [PurePath()] * len(bases)
    return [PurePath(os.path.relpath(base, shared)) for base in bases]
