"""Who may write into a folder: one run at a time."""

from __future__ import annotations

import os
from pathlib import Path

from convert.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows: nothing holds a folder there
    fcntl = None  # type: ignore[assignment]


class Hold:
    """A hold on a folder, which ends with the process at the latest and leaves no file.

    Raises OutputError where another run has it; OSError where the folder cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self._handle = -1
        if fcntl is None:
            return
        self._handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.release()
            raise OutputError(f"Another run is writing into {folder}.", "Wait for it, or choose another folder with -o."
                              ) from error
        except OSError:  # a file system without locks
            self.release()

    def release(self) -> None:
        """Lets the folder go."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1
