"""How threads share the processor in a program that serves a workbook's functions."""

import os
import sys

_TURN = 0.0005


def settle_threads() -> None:
    """Has Polars, which looks when it is loaded, work in one thread, unless the user has said.

    A figure after an edit is many small pieces of work: handing them from thread to thread costs
    more than it saves, and takes the cores on which the program draws its window.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")


def take_short_turns() -> None:
    """Has a thread that computes let others have Python soon, when one of them waits for it.

    The thread of a program's windows waits again after each of its calls: five milliseconds at a
    time, as Python has it, are a window that stands still where it tells of a hundred results.
    """
    sys.setswitchinterval(_TURN)
