"""What a process that does the work of another may take, and that it ends with it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG: the signal that a process gets when its parent ends (Linux, prctl(2))."""

PAUSE = 1.0
"""Seconds between two looks at the parent, where the system does not tell."""


def end_with_parent() -> None:
    """Lets this process end when its parent does, however that ends, and whatever this one is busy with.

    Where the system does not see to it, a thread looks; it is not heard inside a long call of a library.
    """
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it ended in the meantime
            _end()
        return
    threading.Thread(target=_look, args=(parent,), daemon=True).start()


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    _end()


def _end() -> None:
    """Ends this process at once, whatever it is busy with."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def limit_memory(megabytes: int) -> None:
    """Limits the address space of this process; 0 sets no limit, and systems that know none neither."""
    if not megabytes or os.name != "posix":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
