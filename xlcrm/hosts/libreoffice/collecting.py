"""No garbage is collected while threads in the background work.

What is no longer used may hold objects of the office's, and those must not be let go of there.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_at_work: list[int] = []
"""The threads that work now: garbage is collected again when the last of them is done."""


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keeps garbage where it is, for as long as any thread is within."""
    with _lock:
        _at_work.append(threading.get_ident())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _at_work.pop()
            if not _at_work:
                gc.enable()
